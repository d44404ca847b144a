import javax.servlet.http.HttpServletRequest;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

class Directory {
    void hits(HttpServletRequest request, Document document) throws Exception {
        String name = request.getParameter("name");
        XPath xpath = XPathFactory.newInstance().newXPath();
        // ruleid: java-xpath-injection
        xpath.evaluate("//user[@name='" + name + "']", document);
        String expression = "//user[@name='" + name + "']/password";
        // ruleid: java-xpath-injection
        xpath.compile(expression).evaluate(document);
    }

    void misses(HttpServletRequest request, Document document) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        xpath.setXPathVariableResolver(variable -> request.getParameter("name"));
        // ok: java-xpath-injection
        xpath.evaluate("//user[@name=$name]", document);
        int id = Integer.parseInt(request.getParameter("id"));
        // ok: java-xpath-injection
        xpath.evaluate("//user[@id=" + id + "]", document);
    }
}
