using System;
using Microsoft.AspNetCore.Mvc;
using System.Linq;
using System.Linq.Dynamic.Core;

public class SampleController : ControllerBase
{
    private readonly IQueryable<Order> orders;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-dynamic-linq-injection
        var found = orders.Where("Customer == \"" + text + "\"");
        // ruleid: csharp-dynamic-linq-injection
        var sorted = orders.OrderBy(text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-dynamic-linq-injection
        var found = orders.Where("Customer == @0", text);
        // ok: csharp-dynamic-linq-injection
        var typed = orders.Where(o => o.Customer == text);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-dynamic-linq-injection
        var found = orders.Where("Customer == \"" + text + "\"");
    }
}
