import java.security.SecureRandom;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

class Vectors {
    void hits() {
        // ruleid: java-static-iv
        IvParameterSpec text = new IvParameterSpec("0123456789abcdef".getBytes());
        // ruleid: java-static-iv
        IvParameterSpec zeros = new IvParameterSpec(new byte[16]);
        // ruleid: java-static-iv
        GCMParameterSpec bytes = new GCMParameterSpec(128, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    }

    void misses(byte[] message) {
        byte[] iv = new byte[16];
        new SecureRandom().nextBytes(iv);
        // ok: java-static-iv
        IvParameterSpec random = new IvParameterSpec(iv);
        // ok: java-static-iv
        IvParameterSpec read = new IvParameterSpec(message, 0, 16);
    }
}
