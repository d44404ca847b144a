import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpSession;

class Roles {
    private static final Set<String> ROLES = Set.of("reader", "author");

    void hits(HttpServletRequest request) {
        String role = request.getParameter("role");
        // ruleid: java-trust-boundary
        request.getSession().setAttribute("role", role);
        HttpSession session = request.getSession(false);
        // ruleid: java-trust-boundary
        session.putValue(request.getHeader("X-Name"), "on");
    }

    void misses(HttpServletRequest request) {
        HttpSession session = request.getSession();
        // ok: java-trust-boundary
        session.setAttribute("count", Integer.parseInt(request.getParameter("count")));
        String role = request.getParameter("role");
        if (ROLES.contains(role)) {
            // ok: java-trust-boundary
            session.setAttribute("role", role);
        }
        // ok: java-trust-boundary
        request.setAttribute("name", request.getParameter("name"));
    }
}
