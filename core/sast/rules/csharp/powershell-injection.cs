using System;
using Microsoft.AspNetCore.Mvc;
using System.Management.Automation;

public class SampleController : ControllerBase
{
    private readonly PowerShell shell;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-powershell-injection
        PowerShell.Create().AddScript("Get-Item " + text).Invoke();
        // ruleid: csharp-powershell-injection
        shell.AddScript($"Get-Item {text}");
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-powershell-injection
        shell.AddCommand("Get-Item").AddParameter("LiteralPath", text);
        // ok: csharp-powershell-injection
        shell.AddScript("Get-Item .");
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-powershell-injection
        PowerShell.Create().AddScript("Get-Item " + text).Invoke();
    }
}
