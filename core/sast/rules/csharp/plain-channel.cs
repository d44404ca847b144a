using System;
using Grpc.Core;
using System.ServiceModel;

public class Sample
{
    public void Hits()
    {
        // ruleid: csharp-plain-channel
        var channel = new Channel("orders:5001", ChannelCredentials.Insecure);
        // ruleid: csharp-plain-channel
        var binding = new NetTcpBinding(SecurityMode.None);
    }

    public void Misses()
    {
        // ok: csharp-plain-channel
        var channel = GrpcChannel.ForAddress("https://orders:5001");
        // ok: csharp-plain-channel
        var binding = new NetTcpBinding(SecurityMode.Transport);
    }
}
