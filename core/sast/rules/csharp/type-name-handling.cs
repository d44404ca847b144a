using System;
using Newtonsoft.Json;

public class Json
{
    public void Hits(JsonSerializerSettings settings)
    {
        // ruleid: csharp-type-name-handling
        settings.TypeNameHandling = TypeNameHandling.Auto;
        // ruleid: csharp-type-name-handling
        var all = new JsonSerializerSettings { Formatting = Formatting.None, TypeNameHandling = TypeNameHandling.All };
    }

    public void Misses(JsonSerializerSettings settings)
    {
        // ok: csharp-type-name-handling
        settings.TypeNameHandling = TypeNameHandling.None;
        // ok: csharp-type-name-handling
        var plain = new JsonSerializerSettings { Formatting = Formatting.None };
    }

    public void Bound(JsonSerializerSettings settings)
    {
        // ok: csharp-type-name-handling
        settings.TypeNameHandling = TypeNameHandling.Auto;
        settings.MaxDepth = 64;
        settings.SerializationBinder = new KnownTypes();
        // ok: csharp-type-name-handling
        var one = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All, SerializationBinder = new KnownTypes() };
    }
}
