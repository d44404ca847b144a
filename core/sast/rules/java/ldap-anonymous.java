import java.util.Hashtable;
import javax.naming.Context;

class Directory {
    void hits(Hashtable<String, String> environment) {
        // ruleid: java-ldap-anonymous
        environment.put(Context.SECURITY_AUTHENTICATION, "none");
    }

    void misses(Hashtable<String, String> environment) {
        // ok: java-ldap-anonymous
        environment.put(Context.SECURITY_AUTHENTICATION, "simple");
    }
}
