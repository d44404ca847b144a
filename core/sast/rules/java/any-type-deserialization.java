import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.security.AnyTypePermission;

class Reader {
    void hits(XStream xstream) {
        // ruleid: java-any-type-deserialization
        xstream.addPermission(AnyTypePermission.ANY);
        // ruleid: java-any-type-deserialization
        xstream.allowTypesByWildcard(new String[] {"**"});
    }

    void misses(XStream xstream) {
        // ok: java-any-type-deserialization
        xstream.allowTypes(new Class[] {String.class});
        // ok: java-any-type-deserialization
        xstream.allowTypesByWildcard(new String[] {"com.example.order.**"});
    }
}
