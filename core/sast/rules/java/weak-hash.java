import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

class Hashes {
    private static final String OLD = "SHA1";

    void hits(byte[] data) throws Exception {
        // ruleid: java-weak-hash
        MessageDigest digest = MessageDigest.getInstance("MD5");
        // ruleid: java-weak-hash
        MessageDigest.getInstance(OLD).digest(data);
        // ruleid: java-weak-hash
        DigestUtils.md5Hex(data);
    }

    void misses(byte[] data, String name) throws Exception {
        // ok: java-weak-hash
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // ok: java-weak-hash
        DigestUtils.sha256Hex(data);
        // ok: java-weak-hash
        MessageDigest.getInstance(name);
    }
}
