using System;
using Microsoft.AspNetCore.Mvc;
using System.Reflection;
using System.Collections.Generic;

public class SampleController : ControllerBase
{
    private readonly Dictionary<string, Type> known;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-unsafe-reflection
        var made = Activator.CreateInstance("Shop", text);
        // ruleid: csharp-unsafe-reflection
        var method = typeof(Tools).GetMethod(text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-unsafe-reflection
        var made = Activator.CreateInstance(known[text]);
        // ok: csharp-unsafe-reflection
        var method = typeof(Tools).GetMethod("Run");
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-unsafe-reflection
        var made = Activator.CreateInstance("Shop", text);
    }
}
