using System;
using Microsoft.AspNetCore.Mvc;

public class SampleController : ControllerBase
{
    public IActionResult Hits(string text)
    {
        // ruleid: csharp-header-injection
        Response.Headers["X-Label"] = text;
        // ruleid: csharp-header-injection
        Response.Headers.Append("X-Label", "a" + text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-header-injection
        Response.Headers["X-Label"] = Uri.EscapeDataString(text);
        // ok: csharp-header-injection
        Response.Headers["X-Label"] = "fixed";
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-header-injection
        Response.Headers["X-Label"] = text;
    }
}
