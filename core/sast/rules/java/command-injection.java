import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Tools {
    void hits(HttpServletRequest request) throws Exception {
        String host = request.getParameter("host");
        // ruleid: java-command-injection
        Runtime.getRuntime().exec("ping -c1 " + host);
        // ruleid: java-command-injection
        new ProcessBuilder("sh", "-c", "ping " + host).start();
        Runtime runtime = Runtime.getRuntime();
        // ruleid: java-command-injection
        runtime.exec(request.getHeader("X-Tool"));
    }

    void misses(HttpServletRequest request) throws Exception {
        // ok: java-command-injection
        Runtime.getRuntime().exec("uptime");
        // ok: java-command-injection
        new ProcessBuilder("ping", "-c1", "--", request.getParameter("host")).start();
    }
}
