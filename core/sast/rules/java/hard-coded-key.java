import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

class Orders {
    private static final String KEY = "0123456789abcdef";

    void hits() {
        // ruleid: java-hard-coded-key
        SecretKeySpec literal = new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
        // ruleid: java-hard-coded-key
        SecretKeySpec constant = new SecretKeySpec(KEY.getBytes(), "AES");
    }

    void misses(String key, byte[] raw) {
        // ok: java-hard-coded-key
        SecretKeySpec read = new SecretKeySpec(Base64.getDecoder().decode(System.getenv("ORDER_KEY")), "AES");
        // ok: java-hard-coded-key
        SecretKeySpec given = new SecretKeySpec(key.getBytes(), "AES");
        // ok: java-hard-coded-key
        SecretKeySpec bytes = new SecretKeySpec(raw, "AES");
    }
}
