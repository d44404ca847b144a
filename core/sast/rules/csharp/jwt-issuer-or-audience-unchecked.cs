using System;
using Microsoft.IdentityModel.Tokens;

public class Sample
{
    public void Hits(TokenValidationParameters parameters)
    {
        // ruleid: csharp-jwt-issuer-or-audience-unchecked
        parameters.ValidateAudience = false;
        // ruleid: csharp-jwt-issuer-or-audience-unchecked
        var open = new TokenValidationParameters { ValidateIssuer = false, ValidateLifetime = true };
    }

    public void Misses(TokenValidationParameters parameters)
    {
        // ok: csharp-jwt-issuer-or-audience-unchecked
        parameters.ValidateAudience = true;
        // ok: csharp-jwt-issuer-or-audience-unchecked
        var closed = new TokenValidationParameters { ValidateIssuer = true, ValidIssuer = "https://login.example" };
    }
}
