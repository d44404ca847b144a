import java.util.Map;
import javax.servlet.http.HttpServletRequest;

class Handlers {
    private static final Map<String, String> NAMES = Map.of("pdf", "example.Pdf");

    void hits(HttpServletRequest request, ClassLoader loader) throws Exception {
        String type = request.getParameter("type");
        // ruleid: java-unsafe-reflection
        Object handler = Class.forName(type).getDeclaredConstructor().newInstance();
        // ruleid: java-unsafe-reflection
        loader.loadClass("example." + type);
    }

    void misses(HttpServletRequest request) throws Exception {
        // ok: java-unsafe-reflection
        Class.forName(NAMES.get(request.getParameter("type")));
        // ok: java-unsafe-reflection
        Class.forName("example.Pdf");
    }
}
