import javax.naming.Context;
import javax.naming.InitialContext;
import javax.servlet.http.HttpServletRequest;

class Sources {
    void hits(HttpServletRequest request, Context context) throws Exception {
        // ruleid: java-jndi-injection
        new InitialContext().lookup(request.getParameter("source"));
        String name = "java:comp/" + request.getHeader("X-Source");
        // ruleid: java-jndi-injection
        context.lookup(name);
    }

    void misses(HttpServletRequest request, Context context) throws Exception {
        // ok: java-jndi-injection
        context.lookup("java:comp/env/jdbc/orders");
        String name = "a".equals(request.getParameter("source")) ? "java:a" : "java:b";
        // ok: java-jndi-injection
        context.lookup(name);
    }
}
