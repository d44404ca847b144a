using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

[AllowAnonymous]
// ruleid: csharp-anonymous-administration
public class AdminUsersController : Controller
{
}

[AllowAnonymous]
// ok: csharp-anonymous-administration
public class LoginController : Controller
{
}

[Authorize(Roles = "Administrator")]
// ok: csharp-anonymous-administration
public class AdminOrdersController : Controller
{
}
