using System;
using Microsoft.JSInterop;

public class Sample
{
    public void Hits(IJSRuntime js, string name, string script)
    {
        // ruleid: csharp-script-evaluation
        await js.InvokeVoidAsync("eval", $"show('{name}')");
        // ruleid: csharp-script-evaluation
        await js.InvokeAsync<string>("eval", script);
    }

    public void Misses(IJSRuntime js, string name, string script)
    {
        // ok: csharp-script-evaluation
        await js.InvokeVoidAsync("show", name);
        // ok: csharp-script-evaluation
        await js.InvokeVoidAsync("eval", "scrollTo(0, 0)");
    }
}
