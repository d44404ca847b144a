using System;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

public class SampleController : ControllerBase
{
    private readonly ILogger logger;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-log-injection
        logger.LogWarning("No such user " + text);
        // ruleid: csharp-log-injection
        logger.LogError($"No such user {text}");
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-log-injection
        logger.LogWarning("No such user {Name}", text);
        // ok: csharp-log-injection
        logger.LogInformation("user " + text.Replace("\n", "_"));
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-log-injection
        logger.LogWarning("No such user " + text);
    }
}
