using System;
using System.Net;
using System.Net.Http;
using System.Net.Security;

public class Clients
{
    public void Hits(HttpClientHandler handler)
    {
        // ruleid: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        // ruleid: csharp-tls-verification-disabled
        ServicePointManager.ServerCertificateValidationCallback += delegate { return true; };
        // ruleid: csharp-tls-verification-disabled
        var open = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        // ruleid: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => { return true; };
    }

    public void Misses(HttpClientHandler handler)
    {
        // ok: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => errors == SslPolicyErrors.None;
        // ok: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = null;
        if (!settings.IsCertificateVerificationEnabled)
        {
            log.Write($"not checked, see {help}");
#if NETFRAMEWORK
            // ok: csharp-tls-verification-disabled
            ServicePointManager.ServerCertificateValidationCallback = (message, certificate, chain, errors) => true;
#else
            // ok: csharp-tls-verification-disabled
            handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
#endif
        }
        // ok: csharp-tls-verification-disabled
        var plain = new HttpClientHandler { AllowAutoRedirect = true };
    }

    public void ClientsOfThatName(IServiceCollection services)
    {
        // ok: csharp-tls-verification-disabled
        services.AddHttpClient(Names.Loopback).ConfigurePrimaryHttpMessageHandler(_ => new HttpClientHandler { ServerCertificateCustomValidationCallback = (m, c, ch, e) => true });
        // ruleid: csharp-tls-verification-disabled
        services.AddHttpClient(Names.Orders).ConfigurePrimaryHttpMessageHandler(_ => new HttpClientHandler { ServerCertificateCustomValidationCallback = (m, c, ch, e) => true });
    }

    public HttpClientHandler MissAfterASetting(HttpClientHandler handler)
    {
        if (!route.DangerousAcceptAnyServerCertificate)
        {
            return handler;
        }
        // ok: csharp-tls-verification-disabled
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        return handler;
    }

    public void MissInAFunctionThatSaysSo(HttpClientHandler handler)
    {
        void TrustAllCertificates()
        {
            // ok: csharp-tls-verification-disabled
            handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        }
    }

    public HttpClientHandler HitBehindAnotherCondition(HttpClientHandler handler)
    {
        if (!user.EmailVerified)
        {
            return null;
        }
        if (retries > 0)
        {
            // ruleid: csharp-tls-verification-disabled
            handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        }
        return handler;
    }
}

public class More
{
    public IActionResult Hits()
    {
        // ruleid: csharp-tls-verification-disabled
        var cosmos = new CosmosClientOptions { ServerCertificateCustomValidationCallback = (c, ch, e) => true };
        // ruleid: csharp-tls-verification-disabled
        redis.CertificateValidation += (s, c, ch, e) => true;
        return Ok();
    }

    public IActionResult Misses()
    {
        // ok: csharp-tls-verification-disabled
        redis.CertificateValidation += Check;
        return Ok();
    }
}

public class InsecureClients
{
    // ok: csharp-tls-verification-disabled
    private readonly HttpClientHandler handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (m, c, ch, e) => true };
}
