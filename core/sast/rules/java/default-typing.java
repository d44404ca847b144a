import com.fasterxml.jackson.databind.ObjectMapper;

class Json {
    void hits(ObjectMapper mapper) {
        // ruleid: java-default-typing
        mapper.enableDefaultTyping();
    }

    void misses(ObjectMapper mapper) {
        // ok: java-default-typing
        mapper.findAndRegisterModules();
    }
}
