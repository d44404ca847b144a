using System;
using Microsoft.AspNetCore.Mvc;
using MongoDB.Bson;
using MongoDB.Driver;
using Microsoft.Azure.Cosmos;

public class SampleController : ControllerBase
{
    private readonly Container container;

    public IActionResult Hits(string text)
    {
        // ruleid: csharp-nosql-injection
        var filter = BsonDocument.Parse("{ name: '" + text + "' }");
        // ruleid: csharp-nosql-injection
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.name = '{text}'");
        // ruleid: csharp-nosql-injection
        var pages = container.GetItemQueryIterator<User>("SELECT * FROM c WHERE c.id = '" + text + "'");
        return Ok();
    }

    public IActionResult Misses(string text)
    {
        // ok: csharp-nosql-injection
        var filter = Builders<User>.Filter.Eq(u => u.Name, text);
        // ok: csharp-nosql-injection
        var query = new QueryDefinition("SELECT * FROM c WHERE c.name = @name").WithParameter("@name", text);
        return Ok();
    }

    private void Inside(string text)
    {
        // ok: csharp-nosql-injection
        var filter = BsonDocument.Parse("{ name: '" + text + "' }");
    }
}
