import java.io.InputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;

class Xml {
    Object hits(InputStream input) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // ruleid: java-xxe
        return builder.parse(input);
    }

    Object stream(InputStream input) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        // ruleid: java-xxe
        return factory.createXMLStreamReader(input);
    }

    Object misses(InputStream input) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // ok: java-xxe
        return builder.parse(input);
    }

    Object safeStream(InputStream input) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        // ok: java-xxe
        return factory.createXMLStreamReader(input);
    }
}
