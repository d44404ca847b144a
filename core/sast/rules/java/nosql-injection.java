import javax.servlet.http.HttpServletRequest;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.BasicQuery;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

class People {
    void hits(HttpServletRequest request) {
        String name = request.getParameter("name");
        // ruleid: java-nosql-injection
        Query query = new BasicQuery("{name: '" + name + "'}");
        // ruleid: java-nosql-injection
        Document filter = new Document("$where", "this.name == '" + name + "'");
    }

    void misses(HttpServletRequest request) {
        String name = request.getParameter("name");
        // ok: java-nosql-injection
        Query query = Query.query(Criteria.where("name").is(name));
        // ok: java-nosql-injection
        Document filter = new Document("name", name);
    }
}
