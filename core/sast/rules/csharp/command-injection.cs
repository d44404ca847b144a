using System;
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

public class ToolsController : Controller
{
    public IActionResult Ping(string host)
    {
        // ruleid: csharp-command-injection
        Process.Start("cmd.exe", "/c ping " + host);
        var start = new ProcessStartInfo("ping");
        // ruleid: csharp-command-injection
        start.Arguments = host;
        // ruleid: csharp-command-injection
        Process.Start(Request.Query["tool"]);
        return Ok();
    }

    public IActionResult Safe(string host)
    {
        var start = new ProcessStartInfo("ping");
        // ok: csharp-command-injection
        start.ArgumentList.Add(host);
        // ok: csharp-command-injection
        Process.Start(start);
        // ok: csharp-command-injection
        Process.Start("notepad.exe");
        return Ok();
    }
}

public class More : ControllerBase
{
    public IActionResult Hits(string tool)
    {
        // ruleid: csharp-command-injection
        Process.Start(new ProcessStartInfo { FileName = tool, UseShellExecute = false });
        return Ok();
    }

    public IActionResult Misses(string tool)
    {
        // ok: csharp-command-injection
        Process.Start(new ProcessStartInfo { FileName = "tar", ArgumentList = { "--", tool } });
        return Ok();
    }
}
