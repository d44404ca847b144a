import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;

class Filter {
    void hits(HttpServletRequest request, String text) {
        String filter = request.getParameter("filter");
        // ruleid: java-regex-injection
        Pattern pattern = Pattern.compile(filter);
        // ruleid: java-regex-injection
        boolean found = text.matches(".*" + filter + ".*");
    }

    void misses(HttpServletRequest request, String text) {
        // ok: java-regex-injection
        Pattern pattern = Pattern.compile(Pattern.quote(request.getParameter("filter")));
        // ok: java-regex-injection
        boolean found = text.contains(request.getParameter("filter"));
        // ok: java-regex-injection
        boolean number = Pattern.compile("[0-9]+").matcher(request.getParameter("id")).matches();
    }
}
