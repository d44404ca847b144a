import java.net.URL;
import javax.servlet.http.HttpServletRequest;
import org.springframework.web.client.RestTemplate;

class Proxy {
    void hits(HttpServletRequest request, RestTemplate rest) throws Exception {
        String target = request.getParameter("url");
        URL url = new URL(target);
        // ruleid: java-ssrf
        url.openStream();
        // ruleid: java-ssrf
        rest.getForObject("http://" + request.getParameter("host") + "/status", String.class);
    }

    void misses(HttpServletRequest request, RestTemplate rest) throws Exception {
        // ok: java-ssrf
        new URL("https://example.com/status").openStream();
        // ok: java-ssrf
        rest.getForObject("https://example.com/users/" + request.getParameter("user"), String.class);
    }

    void behindOurHost(HttpServletRequest request, RestTemplate rest) {
        // ok: java-ssrf
        rest.getForObject(base + "/users/" + request.getParameter("user") + "/all", String.class);
        // ok: java-ssrf
        rest.getForObject(UriComponentsBuilder.fromUriString(base).queryParam("user", request.getParameter("user")).toUriString(), String.class);
        // ruleid: java-ssrf
        rest.getForObject(request.getParameter("base") + "/users/all", String.class);
    }
}
