using System;
using Microsoft.AspNetCore.Cors.Infrastructure;

public class Sample
{
    public void Hits(CorsPolicyBuilder policy)
    {
        // ruleid: csharp-cors-any-origin
        policy.AllowAnyOrigin().AllowAnyMethod();
        // ruleid: csharp-cors-any-origin
        policy.WithOrigins("*");
    }

    public void Misses(CorsPolicyBuilder policy)
    {
        // ok: csharp-cors-any-origin
        policy.WithOrigins("https://shop.example");
        // ok: csharp-cors-any-origin
        policy.AllowAnyMethod();
    }
}
