using System;
using Microsoft.AspNetCore.Http;

public class Sample
{
    public void Hits(CookieAuthenticationOptions options, OpenIdConnectOptions login)
    {
        // ruleid: csharp-cookie-samesite-none
        options.Cookie.SameSite = SameSiteMode.None;
        // ruleid: csharp-cookie-samesite-none
        var open = new CookieOptions { Secure = true, SameSite = SameSiteMode.None };
    }

    public void Misses(CookieAuthenticationOptions options, OpenIdConnectOptions login)
    {
        // ok: csharp-cookie-samesite-none
        options.Cookie.SameSite = SameSiteMode.Strict;
        // ok: csharp-cookie-samesite-none
        login.CorrelationCookie.SameSite = SameSiteMode.None;
    }
}
