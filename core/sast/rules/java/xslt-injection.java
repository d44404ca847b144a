import javax.servlet.http.HttpServletRequest;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamSource;

class Report {
    void hits(HttpServletRequest request, TransformerFactory factory) throws Exception {
        // ruleid: java-xslt-injection
        Transformer transformer = factory.newTransformer(new StreamSource(request.getParameter("sheet")));
        StreamSource source = new StreamSource(request.getInputStream());
        // ruleid: java-xslt-injection
        factory.newTemplates(source);
    }

    void misses(TransformerFactory factory) throws Exception {
        // ok: java-xslt-injection
        Transformer transformer = factory.newTransformer(new StreamSource(getClass().getResourceAsStream("/report.xsl")));
        // ok: java-xslt-injection
        factory.newTransformer();
    }
}
