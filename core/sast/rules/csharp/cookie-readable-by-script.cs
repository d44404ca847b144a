using System;
using Microsoft.AspNetCore.Http;

public class Sample
{
    public void Hits(CookieAuthenticationOptions options, CookieOptions cookie)
    {
        // ruleid: csharp-cookie-readable-by-script
        options.Cookie.HttpOnly = false;
        // ruleid: csharp-cookie-readable-by-script
        var open = new CookieOptions { Secure = true, HttpOnly = false };
        // ruleid: csharp-cookie-readable-by-script
        cookie.HttpOnly = false;
    }

    public void Misses(CookieAuthenticationOptions options, CookieOptions cookie)
    {
        // ok: csharp-cookie-readable-by-script
        options.Cookie.HttpOnly = true;
        // ok: csharp-cookie-readable-by-script
        var good = new CookieOptions { HttpOnly = true, Secure = true };
    }
}
