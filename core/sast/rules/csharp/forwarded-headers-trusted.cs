using System;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

public class Sample
{
    public void Hits(ForwardedHeadersOptions options)
    {
        // ruleid: csharp-forwarded-headers-trusted
        options.KnownProxies.Clear();
    }

    public void Misses(ForwardedHeadersOptions options)
    {
        // ok: csharp-forwarded-headers-trusted
        options.KnownProxies.Add(IPAddress.Parse("10.0.0.4"));
        // ok: csharp-forwarded-headers-trusted
        options.AllowedHosts.Clear();
    }
}
