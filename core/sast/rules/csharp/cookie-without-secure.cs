using System;
using Microsoft.AspNetCore.Http;

public class Sample
{
    public void Hits(CookieAuthenticationOptions options, CookieOptions cookie)
    {
        // ruleid: csharp-cookie-without-secure
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
        // ruleid: csharp-cookie-without-secure
        var plain = new CookieOptions { HttpOnly = true, Secure = false };
        // ruleid: csharp-cookie-without-secure
        cookie.Secure = false;
    }

    public void Misses(CookieAuthenticationOptions options, CookieOptions cookie)
    {
        // ok: csharp-cookie-without-secure
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        // ok: csharp-cookie-without-secure
        var good = new CookieOptions { HttpOnly = true, Secure = true };
        // ok: csharp-cookie-without-secure
        var follows = new CookieOptions { Secure = Request.IsHttps };
    }
}
