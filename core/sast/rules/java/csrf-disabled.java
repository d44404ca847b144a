import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;

class Security {
    void hits(HttpSecurity http) throws Exception {
        // ruleid: java-csrf-disabled
        http.csrf().disable();
        // ruleid: java-csrf-disabled
        http.csrf(csrf -> csrf.disable());
        // ruleid: java-csrf-disabled
        http.csrf(AbstractHttpConfigurer::disable);
    }

    void misses(HttpSecurity http) throws Exception {
        // ok: java-csrf-disabled
        http.csrf(csrf -> csrf.ignoringRequestMatchers("/webhook"));
        // ok: java-csrf-disabled
        http.formLogin(AbstractHttpConfigurer::disable);
    }
}
