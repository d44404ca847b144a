import java.io.ObjectInputStream;
import java.io.InputStream;
import com.fasterxml.jackson.databind.ObjectMapper;
import javax.servlet.http.HttpServletRequest;

class Orders {
    Object hits(HttpServletRequest request) throws Exception {
        InputStream body = request.getInputStream();
        // ruleid: java-unsafe-deserialization
        return new ObjectInputStream(body).readObject();
    }

    Object misses(HttpServletRequest request, InputStream own) throws Exception {
        // ok: java-unsafe-deserialization
        new ObjectInputStream(own).readObject();
        // ok: java-unsafe-deserialization
        return new ObjectMapper().readValue(request.getInputStream(), Order.class);
    }
}
