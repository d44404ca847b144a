using System;
using System.Xml;

public class Reader
{
    public void Hits(XmlDocument document)
    {
        // ruleid: csharp-xxe
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, Async = true };
        // ruleid: csharp-xxe
        document.XmlResolver = new XmlUrlResolver();
    }

    public void Misses(XmlDocument document)
    {
        // ok: csharp-xxe
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit };
        // ok: csharp-xxe
        document.XmlResolver = null;
    }
}

public class More
{
    public IActionResult Hits()
    {
        // ruleid: csharp-xxe
        var reader = new XmlTextReader(stream) { DtdProcessing = DtdProcessing.Parse };
        return Ok();
    }

    public IActionResult Misses()
    {
        // ok: csharp-xxe
        var quiet = new XmlTextReader(stream) { DtdProcessing = DtdProcessing.Prohibit };
        return Ok();
    }
}
