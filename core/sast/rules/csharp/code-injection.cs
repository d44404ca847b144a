using System;
using Microsoft.AspNetCore.Mvc;
using Microsoft.CodeAnalysis.CSharp.Scripting;

public class EvalController : ControllerBase
{
    public async Task<IActionResult> Hit(string expression)
    {
        // ruleid: csharp-code-injection
        return Ok(await CSharpScript.EvaluateAsync(expression));
    }

    public async Task<IActionResult> Miss(string expression)
    {
        // ok: csharp-code-injection
        return Ok(await CSharpScript.EvaluateAsync("1 + 1"));
    }
}
