import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.MessageDigestPasswordEncoder;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

class Encoders {
    PasswordEncoder plain() {
        // ruleid: java-weak-password-encoder
        return NoOpPasswordEncoder.getInstance();
    }

    PasswordEncoder fast() {
        // ruleid: java-weak-password-encoder
        return new MessageDigestPasswordEncoder("SHA-256");
    }

    PasswordEncoder delegating(Map<String, PasswordEncoder> encoders) {
        encoders.put("bcrypt", new BCryptPasswordEncoder());
        // ok: java-weak-password-encoder
        encoders.put("SHA-1", new MessageDigestPasswordEncoder("SHA-1"));
        return new DelegatingPasswordEncoder("bcrypt", encoders);
    }

    PasswordEncoder slow() {
        // ok: java-weak-password-encoder
        return new BCryptPasswordEncoder(12);
    }
}
