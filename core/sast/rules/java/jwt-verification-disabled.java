import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;

class Tokens {
    void hits(String text) {
        // ruleid: java-jwt-verification-disabled
        JWT.require(Algorithm.none()).build().verify(text);
    }

    void misses(String text, byte[] key) {
        // ok: java-jwt-verification-disabled
        JWT.require(Algorithm.HMAC256(key)).build().verify(text);
    }
}
