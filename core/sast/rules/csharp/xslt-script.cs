using System;
using System.Xml.Xsl;

public class Sample
{
    public void Hits(XslCompiledTransform transform)
    {
        // ruleid: csharp-xslt-script
        transform.Load("a.xslt", XsltSettings.TrustedXslt, null);
        // ruleid: csharp-xslt-script
        var open = new XsltSettings(true, true);
    }

    public void Misses(XslCompiledTransform transform)
    {
        // ok: csharp-xslt-script
        transform.Load("a.xslt", XsltSettings.Default, null);
        // ok: csharp-xslt-script
        var closed = new XsltSettings(false, false);
    }
}
