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
