using System;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

public class Sample
{
    public void Hits(OpenIdConnectOptions options)
    {
        // ruleid: csharp-oidc-protections-off
        options.UsePkce = false;
        // ruleid: csharp-oidc-protections-off
        options.ProtocolValidator = new OpenIdConnectProtocolValidator { RequireNonce = false };
        // ruleid: csharp-oidc-protections-off
        options.ProtocolValidator.RequireStateValidation = false;
    }

    public void Misses(OpenIdConnectOptions options)
    {
        // ok: csharp-oidc-protections-off
        options.UsePkce = true;
        // ok: csharp-oidc-protections-off
        options.SaveTokens = false;
    }
}
