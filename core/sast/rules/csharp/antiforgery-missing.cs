using Microsoft.AspNetCore.Mvc;

public class OrdersController : Controller
{
    [HttpPost]
    // ruleid: csharp-antiforgery-missing
    public IActionResult Add(Order order)
    {
        Store(order);
        return View(order);
    }

    [HttpPost]
    [ValidateAntiForgeryToken]
    // ok: csharp-antiforgery-missing
    public IActionResult Change(Order order)
    {
        Store(order);
        return View(order);
    }

    [HttpGet]
    // ok: csharp-antiforgery-missing
    public IActionResult Show(int id)
    {
        return View(Find(id));
    }
}

[AutoValidateAntiforgeryToken]
public class CartController : Controller
{
    [HttpPost]
    // ok: csharp-antiforgery-missing
    public IActionResult Add(Order order)
    {
        return View(order);
    }
}
