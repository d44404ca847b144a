import javax.servlet.http.HttpServletRequest;

class Greeting {
    void hits(HttpServletRequest request, String name) {
        String greeting = request.getParameter("greeting");
        // ruleid: java-format-string
        String text = String.format(greeting, name);
        // ruleid: java-format-string
        System.out.printf("Dear " + greeting + " %s", name);
    }

    void misses(HttpServletRequest request, String name) {
        // ok: java-format-string
        String text = String.format("%s, %s", request.getParameter("greeting"), name);
        // ok: java-format-string
        System.out.printf("%s", request.getParameter("greeting"));
    }
}
