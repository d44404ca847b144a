using System;
using Microsoft.AspNetCore.Mvc;
using System.Data;
using System.IO;
using System.Windows.Markup;
using System.Text.Json;

public class SampleController : ControllerBase
{
    private readonly DataSet set;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-unsafe-xml-deserialization
        set.ReadXml(new StringReader(text));
        // ruleid: csharp-unsafe-xml-deserialization
        var made = XamlReader.Parse(text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-unsafe-xml-deserialization
        set.ReadXml("settings.xml");
        // ok: csharp-unsafe-xml-deserialization
        var order = JsonSerializer.Deserialize<Order>(text);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-unsafe-xml-deserialization
        set.ReadXml(new StringReader(text));
    }
}
