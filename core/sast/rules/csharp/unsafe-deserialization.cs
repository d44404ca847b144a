using System;
using System.Runtime.Serialization.Formatters.Binary;
using System.Text.Json;
using System.Web.Script.Serialization;

public class Loader
{
    public object Hits(Stream stream)
    {
        // ruleid: csharp-unsafe-deserialization
        var resolving = new JavaScriptSerializer(new SimpleTypeResolver());
        // ruleid: csharp-unsafe-deserialization
        return new BinaryFormatter().Deserialize(stream);
    }

    public object Misses(Stream stream)
    {
        // ok: csharp-unsafe-deserialization
        var plain = new JavaScriptSerializer();
        // ok: csharp-unsafe-deserialization
        return JsonSerializer.Deserialize<Order>(stream);
    }
}
