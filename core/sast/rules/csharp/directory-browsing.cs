using System;
using Microsoft.AspNetCore.Builder;

public class Sample
{
    public void Hits(IApplicationBuilder app)
    {
        // ruleid: csharp-directory-browsing
        app.UseDirectoryBrowser();
        // ruleid: csharp-directory-browsing
        var open = new FileServerOptions { EnableDirectoryBrowsing = true };
    }

    public void Misses(IApplicationBuilder app)
    {
        // ok: csharp-directory-browsing
        app.UseStaticFiles();
        // ok: csharp-directory-browsing
        app.UseFileServer();
    }
}
