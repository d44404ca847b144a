using System;
using Microsoft.AspNetCore.Mvc;
using System.Xml;
using System.Xml.XPath;

public class SampleController : ControllerBase
{
    private readonly XmlDocument document;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-xpath-injection
        document.SelectSingleNode("//user[name='" + text + "']");
        // ruleid: csharp-xpath-injection
        XPathExpression.Compile($"//user[@id='{text}']");
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-xpath-injection
        document.SelectSingleNode("//user[1]");
        // ok: csharp-xpath-injection
        document.SelectSingleNode($"//user[position()={int.Parse(text)}]");
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-xpath-injection
        document.SelectSingleNode("//user[name='" + text + "']");
    }
}
