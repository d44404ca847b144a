import com.fasterxml.jackson.databind.ObjectMapper;

class Json {
    void hits(ObjectMapper mapper) {
        // ruleid: java-default-typing
        mapper.enableDefaultTyping();
    }

    void misses(ObjectMapper mapper) {
        // ok: java-default-typing
        SecurityJackson2Modules.enableDefaultTyping(mapper);
        // ok: java-default-typing
        mapper.findAndRegisterModules();
    }
}

class Message {
    // ruleid: java-default-typing
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    private Object body;
}

// ok: java-default-typing
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "class")
abstract class Task {
    abstract void run();
}

// ok: java-default-typing
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "class")
public interface Step {
    void run();
}

class Envelope {
    // ok: java-default-typing
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    private Task task;
}
