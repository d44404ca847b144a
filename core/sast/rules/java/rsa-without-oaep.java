import javax.crypto.Cipher;

class Encryption {
    void hits() throws Exception {
        // ruleid: java-rsa-without-oaep
        Cipher none = Cipher.getInstance("RSA/ECB/NoPadding");
        // ruleid: java-rsa-without-oaep
        Cipher old = Cipher.getInstance("RSA/NONE/PKCS1Padding", "BC");
        // ruleid: java-rsa-without-oaep
        Cipher implied = Cipher.getInstance("RSA");
    }

    void misses() throws Exception {
        // ok: java-rsa-without-oaep
        Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        // ok: java-rsa-without-oaep
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
    }
}
