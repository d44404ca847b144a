using System;
using Microsoft.AspNetCore.Mvc;

public class OrdersController : ControllerBase
{
    public IActionResult Hits(int id)
    {
        try
        {
            return Ok(Find(id));
        }
        catch (Exception exception)
        {
            // ruleid: csharp-exception-in-response
            return StatusCode(500, exception.ToString());
        }
    }

    public IActionResult More(int id)
    {
        try
        {
            return Ok(Find(id).ToString());
        }
        catch (FormatException exception)
        {
            // ruleid: csharp-exception-in-response
            return BadRequest("no: " + exception.StackTrace);
        }
    }

    public IActionResult Misses(int id)
    {
        try
        {
            // ok: csharp-exception-in-response
            return Ok(id.ToString());
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "order failed");
            // ok: csharp-exception-in-response
            return StatusCode(500, "order failed");
        }
    }
}
