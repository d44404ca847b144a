using System;
using Microsoft.EntityFrameworkCore;

public class Sample
{
    public void Hits(DbContextOptionsBuilder options, BlobClientOptions client, IWebHostEnvironment environment)
    {
        // ruleid: csharp-sensitive-data-logging
        options.EnableSensitiveDataLogging();
        // ruleid: csharp-sensitive-data-logging
        IdentityModelEventSource.ShowPII = true;
        // ruleid: csharp-sensitive-data-logging
        client.Diagnostics.IsLoggingContentEnabled = true;
    }

    public void Misses(DbContextOptionsBuilder options, BlobClientOptions client, IWebHostEnvironment environment)
    {
        // ok: csharp-sensitive-data-logging
        if (environment.IsDevelopment())
        {
            options.EnableSensitiveDataLogging();
        }
        // ok: csharp-sensitive-data-logging
        options.EnableSensitiveDataLogging(environment.IsDevelopment());
        // ok: csharp-sensitive-data-logging
        IdentityModelEventSource.ShowPII = false;
    }
}
