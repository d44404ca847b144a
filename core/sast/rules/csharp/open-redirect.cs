using System;
using Microsoft.AspNetCore.Mvc;

public class LoginController : Controller
{
    public IActionResult Login(string returnUrl)
    {
        // ruleid: csharp-open-redirect
        return Redirect(returnUrl);
    }

    public IActionResult Safe(string returnUrl)
    {
        if (Url.IsLocalUrl(returnUrl))
        {
            // ok: csharp-open-redirect
            return Redirect(returnUrl);
        }
        // ok: csharp-open-redirect
        return LocalRedirect(returnUrl);
    }

    public IActionResult Home(string tab)
    {
        // ok: csharp-open-redirect
        return Redirect("/home?tab=" + tab);
    }
}

public class More : ControllerBase
{
    public IActionResult Hits(string next)
    {
        // ruleid: csharp-open-redirect
        var go = TypedResults.Redirect(next);
        return Ok();
    }

    public IActionResult Misses(string next)
    {
        // ok: csharp-open-redirect
        var go = LocalRedirect(next);
        return Ok();
    }
}
