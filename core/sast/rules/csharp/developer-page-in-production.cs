using System;
using Microsoft.AspNetCore.Builder;

public class Sample
{
    public void Hits(IApplicationBuilder app, IWebHostEnvironment environment)
    {
        // ruleid: csharp-developer-page-in-production
        app.UseDeveloperExceptionPage();
    }

    public void Misses(IApplicationBuilder app, IWebHostEnvironment environment)
    {
        // ok: csharp-developer-page-in-production
        if (environment.IsDevelopment())
        {
            app.UseDeveloperExceptionPage();
        }
        // ok: csharp-developer-page-in-production
        app.UseExceptionHandler("/error");
        // ok: csharp-developer-page-in-production
        if (environment.IsDevelopment() || environment.IsEnvironment("Test"))
            app.UseDeveloperExceptionPage();
    }
}
