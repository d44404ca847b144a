using System;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;

public class Sample
{
    public void Hits(HttpClientHandler handler, SslStream stream)
    {
        // ruleid: csharp-outdated-tls
        handler.SslProtocols = SslProtocols.Tls | SslProtocols.Tls12;
        // ruleid: csharp-outdated-tls
        ServicePointManager.SecurityProtocol = SecurityProtocolType.Ssl3;
        // ruleid: csharp-outdated-tls
        stream.AuthenticateAsClient("host", null, SslProtocols.Tls11, true);
    }

    public void Misses(HttpClientHandler handler, SslStream stream)
    {
        // ok: csharp-outdated-tls
        handler.SslProtocols = SslProtocols.Tls12;
        // ok: csharp-outdated-tls
        ServicePointManager.SecurityProtocol &= ~SecurityProtocolType.Tls11;
        // ok: csharp-outdated-tls
        if (stream.SslProtocol == SslProtocols.Tls) throw new Exception();
    }
}
