import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;

class Ciphers {
    void hits() throws Exception {
        // ruleid: java-weak-cipher
        Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-weak-cipher
        Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-weak-cipher
        Cipher.getInstance("AES");
    }

    void misses() throws Exception {
        // ok: java-weak-cipher
        Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-cipher
        Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        // ok: java-weak-cipher
        KeyGenerator.getInstance("AES");
    }
}
