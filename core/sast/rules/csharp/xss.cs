using System;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

public class GreetController : Controller
{
    public IActionResult Hello(string name)
    {
        ViewBag.Greeting = "x";
        // ruleid: csharp-xss
        var html = new HtmlString("<b>" + name + "</b>");
        // ruleid: csharp-xss
        return Content($"<p>{name}</p>", "text/html");
    }

    public IActionResult Safe(string name)
    {
        // ok: csharp-xss
        var html = new HtmlString("<b>" + HtmlEncoder.Default.Encode(name) + "</b>");
        // ok: csharp-xss
        return Content(name, "text/plain");
    }
}

public class More : ControllerBase
{
    public IActionResult Hits(string name)
    {
        // ruleid: csharp-xss
        var page = Results.Content("<p>" + name + "</p>", "text/html");
        // ruleid: csharp-xss
        output.Content.SetHtmlContent("<p>" + name);
        return Ok();
    }

    public IActionResult Misses(string name)
    {
        // ok: csharp-xss
        output.Content.SetContent(name);
        // ok: csharp-xss
        var page = Results.Content(name, "text/plain");
        return Ok();
    }
}
