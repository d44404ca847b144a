import java.util.List;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

class Cors {
    void hits(CorsConfiguration configuration, CorsRegistry registry) {
        configuration.setAllowCredentials(true);
        // ruleid: java-cors-any-origin
        configuration.addAllowedOriginPattern("*");
        // ruleid: java-cors-any-origin
        registry.addMapping("/**").allowedOriginPatterns("*").allowedMethods("GET").allowCredentials(true);
    }

    void echo(HttpServletRequest request, HttpServletResponse response) {
        // ruleid: java-cors-any-origin
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
    }

    void misses(CorsConfiguration configuration, CorsRegistry registry) {
        // ok: java-cors-any-origin
        configuration.setAllowedOrigins(List.of("https://shop.example.com"));
        configuration.setAllowCredentials(true);
        // ok: java-cors-any-origin
        registry.addMapping("/public/**").allowedOrigins("*").allowCredentials(false);
    }
}
