import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import java.security.cert.X509Certificate;

class Platform implements X509TrustManager {
    public X509Certificate[] getAcceptedIssuers() {
        return null;
    }

    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    // ruleid: java-tls-verification-disabled
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }

    void hits(HttpsURLConnection connection) {
        // ruleid: java-tls-verification-disabled
        connection.setHostnameVerifier((host, session) -> true);
    }
}

class Careful implements X509TrustManager {
    private X509TrustManager platform;

    // ok: java-tls-verification-disabled
    public void checkServerTrusted(X509Certificate[] chain, String type) throws Exception {
        platform.checkServerTrusted(chain, type);
    }

    void misses(HttpsURLConnection connection) {
        // ok: java-tls-verification-disabled
        connection.setHostnameVerifier((host, session) -> host.equals(session.getPeerHost()));
        if (settings.isTrustAll()) {
            // ok: java-tls-verification-disabled
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
    }

    void hit(int retries) {
        if (retries > 0) {
            // ruleid: java-tls-verification-disabled
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        // ok: java-tls-verification-disabled
        builder.trustManager(trustAll ? InsecureTrustManagerFactory.INSTANCE : platform);
    }

    Client insecureClient() {
        // ok: java-tls-verification-disabled
        return builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    }
}

class NoCheckTrustManager implements X509TrustManager {
    // ok: java-tls-verification-disabled
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }
}

enum Verification {
    // ok: java-tls-verification-disabled
    NONE(NoopHostnameVerifier.INSTANCE),
    // ruleid: java-tls-verification-disabled
    FULL(NoopHostnameVerifier.INSTANCE);
}

class SkipSslTrustManager implements X509TrustManager {
    // ok: java-tls-verification-disabled
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }
}
