import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

class Connections {
    void hits(SSLSocket socket) throws Exception {
        // ruleid: java-tls-old-version
        SSLContext old = SSLContext.getInstance("TLSv1");
        // ruleid: java-tls-old-version
        socket.setEnabledProtocols(new String[] {"TLSv1.1", "TLSv1.2"});
    }

    void misses(SSLSocket socket) throws Exception {
        // ok: java-tls-old-version
        SSLContext current = SSLContext.getInstance("TLSv1.3");
        // ok: java-tls-old-version
        SSLContext best = SSLContext.getInstance("TLS");
        // ok: java-tls-old-version
        socket.setEnabledProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
    }
}
