import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Security {
    void hits(HttpSecurity http) throws Exception {
        // ruleid: java-permit-all
        http.authorizeHttpRequests(a -> a.anyRequest().permitAll());
        // ruleid: java-permit-all
        http.authorizeRequests().antMatchers("/**").permitAll();
    }

    void misses(HttpSecurity http) throws Exception {
        // ok: java-permit-all
        http.authorizeHttpRequests(a -> a.requestMatchers("/login").permitAll().anyRequest().authenticated());
        // ok: java-permit-all
        http.authorizeHttpRequests(a -> a.requestMatchers("/static/**").permitAll());
    }
}
