using System;
using Microsoft.AspNetCore.Cors.Infrastructure;

public class Sample
{
    public void Hits(CorsPolicyBuilder policy)
    {
        // ruleid: csharp-cors-any-origin-with-credentials
        policy.SetIsOriginAllowed(_ => true).AllowCredentials();
        // ruleid: csharp-cors-any-origin-with-credentials
        policy.AllowAnyHeader().SetIsOriginAllowed(origin => true).AllowAnyMethod().AllowCredentials();
        // ruleid: csharp-cors-any-origin-with-credentials
        policy.AllowAnyHeader().AllowCredentials().SetIsOriginAllowed(_ => true);
    }

    public void Misses(CorsPolicyBuilder policy)
    {
        // ok: csharp-cors-any-origin-with-credentials
        policy.WithOrigins("https://shop.example").AllowCredentials();
        // ok: csharp-cors-any-origin-with-credentials
        policy.SetIsOriginAllowed(origin => Known(origin)).AllowCredentials();
        // ok: csharp-cors-any-origin-with-credentials
        policy.SetIsOriginAllowed(_ => true).AllowAnyHeader();
    }
}
