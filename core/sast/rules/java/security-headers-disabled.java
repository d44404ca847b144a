import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Security {
    void hits(HttpSecurity http) throws Exception {
        // ruleid: java-security-headers-disabled
        http.headers(headers -> headers.disable());
        // ruleid: java-security-headers-disabled
        http.headers().frameOptions().disable();
    }

    void misses(HttpSecurity http) throws Exception {
        // ok: java-security-headers-disabled
        http.headers(headers -> headers.frameOptions(frame -> frame.sameOrigin()));
    }
}
