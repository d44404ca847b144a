using System;
using Microsoft.AspNetCore.Mvc;
using System.Text.RegularExpressions;

public class SampleController : ControllerBase
{
    private readonly string line;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-regex-injection
        var a = new Regex(text);
        // ruleid: csharp-regex-injection
        var b = Regex.IsMatch(line, text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-regex-injection
        var a = new Regex(Regex.Escape(text));
        // ok: csharp-regex-injection
        var b = Regex.IsMatch(text, "^[a-z]+$");
        // ok: csharp-regex-injection
        var c = Regex.IsMatch(line, text, RegexOptions.None, TimeSpan.FromSeconds(1));
        // ok: csharp-regex-injection
        var d = new Regex(text, RegexOptions.NonBacktracking);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-regex-injection
        var a = new Regex(text);
    }
}
