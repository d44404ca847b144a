using System;
using Microsoft.AspNetCore.Authentication.JwtBearer;

public class Sample
{
    public void Hits(JwtBearerOptions options, IWebHostEnvironment environment)
    {
        // ruleid: csharp-jwt-metadata-without-tls
        options.RequireHttpsMetadata = false;
    }

    public void Misses(JwtBearerOptions options, IWebHostEnvironment environment)
    {
        // ok: csharp-jwt-metadata-without-tls
        options.RequireHttpsMetadata = true;
        // ok: csharp-jwt-metadata-without-tls
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        // ok: csharp-jwt-metadata-without-tls
        if (environment.IsDevelopment())
        {
            options.RequireHttpsMetadata = false;
        }
    }
}
