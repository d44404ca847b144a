import java.security.SecureRandom;

class Generators {
    void hits(SecureRandom random) {
        // ruleid: java-constant-seed
        SecureRandom fixed = new SecureRandom("seed".getBytes());
        // ruleid: java-constant-seed
        random.setSeed(42);
    }

    void misses(SecureRandom random, byte[] entropy) {
        // ok: java-constant-seed
        SecureRandom own = new SecureRandom();
        // ok: java-constant-seed
        random.setSeed(entropy);
    }
}
