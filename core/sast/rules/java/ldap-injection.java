import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.servlet.http.HttpServletRequest;

class People {
    void hits(HttpServletRequest request, DirContext context, SearchControls controls) throws Exception {
        // ruleid: java-ldap-injection
        context.search("ou=people", "(uid=" + request.getParameter("name") + ")", controls);
    }

    void misses(HttpServletRequest request, DirContext context, SearchControls controls) throws Exception {
        // ok: java-ldap-injection
        context.search("ou=people", "(uid={0})", new Object[] {request.getParameter("name")}, controls);
    }
}
