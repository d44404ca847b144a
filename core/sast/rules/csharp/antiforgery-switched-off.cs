using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

[IgnoreAntiforgeryToken]
// ruleid: csharp-antiforgery-switched-off
public class AccountModel : PageModel
{
    public void OnPost() { }
}

public class OrdersController : Controller
{
    [HttpPost]
    [IgnoreAntiforgeryToken]
    // ruleid: csharp-antiforgery-switched-off
    public IActionResult Add(Order order) => Ok();

    [HttpPost]
    [ValidateAntiForgeryToken]
    // ok: csharp-antiforgery-switched-off
    public IActionResult Change(Order order) => Ok();
}

[ApiController]
[IgnoreAntiforgeryToken]
// ok: csharp-antiforgery-switched-off
public class HooksController : ControllerBase
{
}

public static class Endpoints
{
    public static void Map(WebApplication app)
    {
        // ruleid: csharp-antiforgery-switched-off
        app.MapPost("/upload", Upload).DisableAntiforgery();
        // ok: csharp-antiforgery-switched-off
        app.MapPost("/orders", Add);
    }
}
