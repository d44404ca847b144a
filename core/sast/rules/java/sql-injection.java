import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import javax.servlet.http.HttpServletRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.RequestParam;

class Users {
    void hits(HttpServletRequest request, Connection connection) throws Exception {
        String name = request.getParameter("name");
        Statement statement = connection.createStatement();
        // ruleid: java-sql-injection
        statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
        StringBuilder sql = new StringBuilder("DELETE FROM users WHERE name = '");
        sql.append(name).append("'");
        // ruleid: java-sql-injection
        connection.prepareStatement(sql.toString()).execute();
    }

    Object spring(@RequestParam("id") String id, JdbcTemplate template) {
        // ruleid: java-sql-injection
        return template.queryForList(String.format("SELECT * FROM users WHERE id = %s", id));
    }

    void misses(HttpServletRequest request, Connection connection) throws Exception {
        String name = request.getParameter("name");
        // ok: java-sql-injection
        PreparedStatement statement = connection.prepareStatement("SELECT * FROM users WHERE name = ?");
        statement.setString(1, name);
        int id = Integer.parseInt(request.getParameter("id"));
        // ok: java-sql-injection
        connection.createStatement().executeQuery("SELECT * FROM users WHERE id = " + id);
        String order = "name";
        if ("age".equals(request.getParameter("order"))) {
            order = "age";
        }
        // ok: java-sql-injection
        connection.createStatement().executeQuery("SELECT * FROM users ORDER BY " + order);
    }

    Object numbers(@RequestParam("id") long id, JdbcTemplate template) {
        // ok: java-sql-injection
        return template.queryForList("SELECT * FROM users WHERE id = " + id);
    }
}
