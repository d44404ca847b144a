using System;
using Microsoft.AspNetCore.Mvc;

public class SampleController : ControllerBase
{
    private readonly HashSet<string> allowed;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-cors-origin-reflected
        Response.Headers["Access-Control-Allow-Origin"] = Request.Headers["Origin"];
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-cors-origin-reflected
        Response.Headers["Access-Control-Allow-Origin"] = "https://shop.example";
        // ok: csharp-cors-origin-reflected
        var origin = Request.Headers["Origin"].ToString();
        if (allowed.Contains(origin))
            Response.Headers["Access-Control-Allow-Origin"] = origin;
        return Ok();
    }
}
