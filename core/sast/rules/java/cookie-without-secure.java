import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Sessions {
    void hits(HttpServletResponse response, String id) {
        Cookie session = new Cookie("session", id);
        // ruleid: java-cookie-without-secure
        session.setSecure(false);
        response.addCookie(session);
        Cookie other = new Cookie("other", id);
        other.setHttpOnly(true);
        // ruleid: java-cookie-without-secure
        response.addCookie(other);
        // ruleid: java-cookie-without-secure
        response.addCookie(new Cookie("third", id));
    }

    void misses(HttpServletRequest request, HttpServletResponse response, String id) {
        Cookie session = new Cookie("session", id);
        session.setSecure(true);
        // ok: java-cookie-without-secure
        response.addCookie(session);
        Cookie follows = new Cookie("follows", id);
        follows.setSecure(request.isSecure());
        // ok: java-cookie-without-secure
        response.addCookie(follows);
        Cookie gone = new Cookie("gone", "");
        gone.setMaxAge(0);
        // ok: java-cookie-without-secure
        response.addCookie(gone);
    }
}
