using System;
using System.Data.SqlClient;
using Dapper;
using Microsoft.AspNetCore.Mvc;

public class UsersController : ControllerBase
{
    private readonly SqlConnection connection;

    [HttpGet]
    public IActionResult Find(string name, int page)
    {
        // ruleid: csharp-sql-injection
        var command = new SqlCommand($"SELECT * FROM Users WHERE Name = '{name}'", connection);
        return Ok(command.ExecuteReader());
    }

    [HttpPost]
    public IActionResult Update()
    {
        var email = Request.Form["email"];
        var command = connection.CreateCommand();
        // ruleid: csharp-sql-injection
        command.CommandText = "UPDATE Users SET Email = '" + email + "'";
        // ruleid: csharp-sql-injection
        command.CommandText += " WHERE Name = '" + email + "'";
        return Ok(command.ExecuteNonQuery());
    }

    [HttpGet]
    public IActionResult Safe(string name, int page)
    {
        // ok: csharp-sql-injection
        var command = new SqlCommand("SELECT * FROM Users WHERE Name = @name", connection);
        command.Parameters.AddWithValue("@name", name);
        // ok: csharp-sql-injection
        var paged = new SqlCommand("SELECT * FROM Users OFFSET " + page, connection);
        return Ok(command.ExecuteReader());
    }

    private void Internal(string table)
    {
        // ok: csharp-sql-injection
        new SqlCommand("DELETE FROM " + table, connection).ExecuteNonQuery();
    }
}

public class More : ControllerBase
{
    public IActionResult Hits(string name)
    {
        // ruleid: csharp-sql-injection
        var rows = await connection.QueryAsync<User>("SELECT * FROM Users WHERE Name = '" + name + "'");
        // ruleid: csharp-sql-injection
        var one = db.Database.SqlQueryRaw<int>($"SELECT Id FROM Users WHERE Name = '{name}'");
        return Ok();
    }

    public IActionResult Misses(string name)
    {
        // ok: csharp-sql-injection
        var rows = await connection.QueryAsync<User>("SELECT * FROM Users WHERE Name = @name", new { name });
        // ok: csharp-sql-injection
        var id = new Guid(name);
        var one = db.Database.SqlQueryRaw<int>($"SELECT Id FROM Users WHERE Key = '{name}'");
        return Ok();
    }
}
