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

    public IActionResult Compiled(string text)
    {
        // ok: csharp-code-injection
        var tree = CSharpSyntaxTree.ParseText(text);
        // ruleid: csharp-code-injection
        return Ok(CSharpCompilation.Create("rules", new[] { tree }));
    }

    public async Task<IActionResult> Miss(string expression)
    {
        // ok: csharp-code-injection
        return Ok(await CSharpScript.EvaluateAsync("1 + 1"));
    }
}
