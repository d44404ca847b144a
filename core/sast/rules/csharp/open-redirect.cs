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
