import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Pages {
    private static final Map<String, String> PAGES = Map.of("help", "/help.jsp");

    void hits(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ruleid: java-forward-injection
        request.getRequestDispatcher("/pages/" + request.getParameter("page")).forward(request, response);
    }

    String view(HttpServletRequest request) {
        // ruleid: java-forward-injection
        return "forward:" + request.getParameter("next");
    }

    void misses(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ok: java-forward-injection
        request.getRequestDispatcher("/home.jsp").forward(request, response);
        // ok: java-forward-injection
        request.getRequestDispatcher(PAGES.get(request.getParameter("page"))).forward(request, response);
    }
}
