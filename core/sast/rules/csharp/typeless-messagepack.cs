using System;
using MessagePack;

public class Sample
{
    public void Hits(byte[] data)
    {
        // ruleid: csharp-typeless-messagepack
        var order = MessagePackSerializer.Typeless.Deserialize(data);
        // ruleid: csharp-typeless-messagepack
        var options = MessagePackSerializerOptions.Standard.WithResolver(TypelessContractlessStandardResolver.Instance);
    }

    public void Misses(byte[] data)
    {
        // ok: csharp-typeless-messagepack
        var order = MessagePackSerializer.Deserialize<Order>(data);
        // ok: csharp-typeless-messagepack
        var options = MessagePackSerializerOptions.Standard.WithResolver(ContractlessStandardResolver.Instance);
    }
}
