import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.Velocity;

class Mail {
    void hits(HttpServletRequest request, Configuration configuration, VelocityContext context) throws Exception {
        String text = request.getParameter("text");
        // ruleid: java-template-injection
        Template template = new Template("mail", new StringReader(text), configuration);
        // ruleid: java-template-injection
        Velocity.evaluate(context, new StringWriter(), "mail", "Dear " + text);
    }

    void misses(HttpServletRequest request, Configuration configuration) throws Exception {
        // ok: java-template-injection
        Template template = configuration.getTemplate("mail.ftl");
        // ok: java-template-injection
        template.process(Map.of("text", request.getParameter("text")), new StringWriter());
    }
}
