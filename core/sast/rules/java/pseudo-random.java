import java.security.SecureRandom;
import java.util.Random;

class Codes {
    void hits() {
        // ruleid: java-pseudo-random
        int code = new java.util.Random().nextInt(1_000_000);
        // ruleid: java-pseudo-random
        double share = Math.random();
        // ruleid: java-pseudo-random
        Random random = new Random();
    }

    void misses() {
        // ok: java-pseudo-random
        int code = new SecureRandom().nextInt(1_000_000);
        // ok: java-pseudo-random
        Random repeatable = new Random(42);
    }
}
