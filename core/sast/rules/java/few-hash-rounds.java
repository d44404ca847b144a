import javax.crypto.spec.PBEKeySpec;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class Rounds {
    void hits(char[] password, byte[] salt) {
        // ruleid: java-few-hash-rounds
        PBEKeySpec few = new PBEKeySpec(password, salt, 1000, 256);
        // ruleid: java-few-hash-rounds
        BCryptPasswordEncoder quick = new BCryptPasswordEncoder(4);
    }

    void misses(char[] password, byte[] salt, int rounds) {
        // ok: java-few-hash-rounds
        PBEKeySpec many = new PBEKeySpec(password, salt, 600_000, 256);
        // ok: java-few-hash-rounds
        PBEKeySpec given = new PBEKeySpec(password, salt, rounds, 256);
        // ok: java-few-hash-rounds
        BCryptPasswordEncoder slow = new BCryptPasswordEncoder(12);
    }
}
