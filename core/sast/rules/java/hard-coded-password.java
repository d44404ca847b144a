import java.security.KeyStore;
import java.sql.DriverManager;

class Database {
    void hits(String url) throws Exception {
        // ruleid: java-hard-coded-password
        DriverManager.getConnection(url, "shop", "letters");
    }

    void store(KeyStore store) throws Exception {
        // ruleid: java-hard-coded-password
        store.load(null, "letters".toCharArray());
    }

    void misses(String url, KeyStore store, String password) throws Exception {
        // ok: java-hard-coded-password
        DriverManager.getConnection(url, "shop", System.getenv("SHOP_PASSWORD"));
        // ok: java-hard-coded-password
        DriverManager.getConnection(url, "test", "");
        // ok: java-hard-coded-password
        store.load(null, password.toCharArray());
    }

    private String none = "";

    void embedded() throws Exception {
        // ok: java-hard-coded-password
        DriverManager.getConnection("jdbc:hsqldb:file:session", "sa", none);
    }
}
