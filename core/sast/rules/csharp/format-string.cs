using System;
using Microsoft.AspNetCore.Mvc;

public class SampleController : ControllerBase
{
    public IActionResult Hits(string text)
    {
        // ruleid: csharp-format-string
        var line = string.Format(text, User.Identity.Name);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-format-string
        var line = string.Format("{0}: {1}", text, User.Identity.Name);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-format-string
        var line = string.Format(text, User.Identity.Name);
    }
}
