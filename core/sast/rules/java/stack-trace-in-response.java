import javax.servlet.http.HttpServletResponse;

class Orders {
    void hits(HttpServletResponse response) throws Exception {
        try {
            order();
        } catch (RuntimeException error) {
            // ruleid: java-stack-trace-in-response
            error.printStackTrace(response.getWriter());
        }
    }

    void misses(HttpServletResponse response) throws Exception {
        try {
            order();
        } catch (RuntimeException error) {
            // ok: java-stack-trace-in-response
            error.printStackTrace();
            // ok: java-stack-trace-in-response
            response.getWriter().println("The order failed.");
        }
    }
}
