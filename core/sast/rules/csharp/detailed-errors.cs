using System;
using Microsoft.AspNetCore.SignalR;

public class Sample
{
    public void Hits(HubOptions options, ServiceDebugBehavior behavior, IWebHostEnvironment environment)
    {
        // ruleid: csharp-detailed-errors
        options.EnableDetailedErrors = true;
        // ruleid: csharp-detailed-errors
        behavior.IncludeExceptionDetailInFaults = true;
    }

    public void Misses(HubOptions options, ServiceDebugBehavior behavior, IWebHostEnvironment environment)
    {
        // ok: csharp-detailed-errors
        options.EnableDetailedErrors = environment.IsDevelopment();
        // ok: csharp-detailed-errors
        if (environment.IsDevelopment())
        {
            options.EnableDetailedErrors = true;
        }
    }
}
