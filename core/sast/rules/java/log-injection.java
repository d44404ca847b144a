import javax.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Login {
    private static final Logger logger = LoggerFactory.getLogger(Login.class);

    void hits(HttpServletRequest request) {
        String name = request.getParameter("name");
        // ruleid: java-log-injection
        logger.info("login failed for " + name);
        // ruleid: java-log-injection
        logger.warn("login failed for {}", name);
    }

    void misses(HttpServletRequest request) {
        String name = request.getParameter("name");
        // ok: java-log-injection
        logger.info("login failed for {}", name.replaceAll("[\r\n]", "_"));
        // ok: java-log-injection
        logger.info("login failed for {}", Integer.parseInt(request.getParameter("id")));
        // ok: java-log-injection
        logger.info("login failed");
    }
}
