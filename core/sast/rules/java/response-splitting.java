import java.net.URLEncoder;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Language {
    void hits(HttpServletRequest request, HttpServletResponse response) {
        String lang = request.getParameter("lang");
        // ruleid: java-response-splitting
        response.setHeader("X-Language", lang);
        // ruleid: java-response-splitting
        response.addHeader("X-Seen", "yes " + request.getHeader("X-Id"));
    }

    void misses(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String lang = request.getParameter("lang");
        // ok: java-response-splitting
        response.setHeader("X-Language", lang.replaceAll("[\\r\\n]", ""));
        // ok: java-response-splitting
        response.setHeader("X-Language", URLEncoder.encode(lang, "UTF-8"));
        // ok: java-response-splitting
        response.setHeader("X-Language", "en");
    }
}
