using System;
using Microsoft.AspNetCore.Mvc;
using RazorEngine;
using Scriban;

public class SampleController : ControllerBase
{
    public IActionResult Hits(string text)
    {
        // ruleid: csharp-template-injection
        var page = Engine.Razor.RunCompile("<p>Hello " + text + "</p>", "hello");
        // ruleid: csharp-template-injection
        var parsed = Template.Parse($"Hello {text}");
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-template-injection
        var page = Engine.Razor.RunCompile("<p>Hello @Model.Name</p>", "hello", null, new { Name = text });
        // ok: csharp-template-injection
        var parsed = Template.Parse("Hello {{ name }}").Render(new { name = text });
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-template-injection
        var page = Engine.Razor.RunCompile("<p>Hello " + text + "</p>", "hello");
    }
}
