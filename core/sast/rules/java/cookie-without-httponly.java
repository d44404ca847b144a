import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletResponse;

class Sessions {
    void hits(HttpServletResponse response, String id) {
        Cookie session = new Cookie("session", id);
        // ruleid: java-cookie-without-httponly
        session.setHttpOnly(false);
        response.addCookie(session);
        Cookie other = new Cookie("other", id);
        other.setSecure(true);
        // ruleid: java-cookie-without-httponly
        response.addCookie(other);
    }

    void misses(HttpServletResponse response, String id) {
        Cookie session = new Cookie("session", id);
        session.setHttpOnly(true);
        // ok: java-cookie-without-httponly
        response.addCookie(session);
    }
}
