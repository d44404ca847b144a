using System;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.SqlClient;
using System.Collections.Generic;

public class SampleController : ControllerBase
{
    private readonly Dictionary<string, string> connections;
    private readonly IConfiguration configuration;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-connection-string-injection
        using var db = new SqlConnection("Server=db;Database=" + text);
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-connection-string-injection
        using var db = new SqlConnection(connections[text]);
        // ok: csharp-connection-string-injection
        using var own = new SqlConnection(configuration["Db"]);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-connection-string-injection
        using var db = new SqlConnection("Server=db;Database=" + text);
    }
}
