import java.security.KeyPairGenerator;
import javax.crypto.KeyGenerator;

class Keys {
    void hits() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        // ruleid: java-weak-key-size
        generator.initialize(1024);
        KeyGenerator aes = KeyGenerator.getInstance("AES");
        // ruleid: java-weak-key-size
        aes.init(64);
    }

    void misses() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        // ok: java-weak-key-size
        generator.initialize(3072);
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        // ok: java-weak-key-size
        curve.initialize(256);
        KeyGenerator aes = KeyGenerator.getInstance("AES");
        // ok: java-weak-key-size
        aes.init(256);
    }
}
