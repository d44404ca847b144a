import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Security {
    void hits(HttpSecurity http) throws Exception {
        // ruleid: java-session-fixation
        http.sessionManagement().sessionFixation().none();
        // ruleid: java-session-fixation
        http.sessionManagement(s -> s.sessionFixation(f -> f.none()));
    }

    void misses(HttpSecurity http) throws Exception {
        // ok: java-session-fixation
        http.sessionManagement(s -> s.sessionFixation(f -> f.changeSessionId()));
    }
}
