import java.io.PrintWriter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.owasp.encoder.Encode;

class Greet {
    void hits(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-xss
        response.getWriter().println("<p>" + name + "</p>");
        PrintWriter out = response.getWriter();
        // ruleid: java-xss
        out.write(name);
    }

    void misses(HttpServletRequest request, HttpServletResponse response, PrintWriter log) throws Exception {
        // ok: java-xss
        response.getWriter().println("<p>" + Encode.forHtml(request.getParameter("name")) + "</p>");
        // ok: java-xss
        response.getWriter().println("<p>fixed</p>");
        // ok: java-xss
        log.println(request.getParameter("name"));
    }
}
