import java.security.SecureRandom;
import java.util.Random;

class Tokens {
    private final Random random = new Random();
    private final SecureRandom secure = new SecureRandom();

    int newToken() {
        // ruleid: java-insecure-random
        return random.nextInt();
    }

    int newSecureToken() {
        // ok: java-insecure-random
        return secure.nextInt();
    }

    int rollDice() {
        // ok: java-insecure-random
        return random.nextInt(6);
    }

    int refreshTokensLater() {
        // ok: java-insecure-random
        return random.nextInt(60);
    }

    int generateOtp() {
        // ruleid: java-insecure-random
        return random.nextInt(1000000);
    }

    int nonce() {
        // ok: java-insecure-random
        return random.nextInt();
    }
}
