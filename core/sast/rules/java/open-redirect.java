import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Login {
    void hits(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ruleid: java-open-redirect
        response.sendRedirect(request.getParameter("next"));
    }

    void misses(HttpServletRequest request, HttpServletResponse response) throws Exception {
        // ok: java-open-redirect
        response.sendRedirect("/home");
        // ok: java-open-redirect
        response.sendRedirect("/users/" + request.getParameter("user"));
        String next = request.getParameter("next");
        if (!next.startsWith("/local/")) {
            next = "/";
        }
        // ok: java-open-redirect
        response.sendRedirect(next);
    }
}
