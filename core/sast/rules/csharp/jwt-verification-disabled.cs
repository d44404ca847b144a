using System;
using Microsoft.IdentityModel.Tokens;

public class Tokens
{
    public void Hits(TokenValidationParameters parameters)
    {
        // ruleid: csharp-jwt-verification-disabled
        parameters.ValidateLifetime = false;
        // ruleid: csharp-jwt-verification-disabled
        var open = new TokenValidationParameters { ValidateIssuer = true, RequireSignedTokens = false };
    }

    public void Misses(TokenValidationParameters parameters)
    {
        // ok: csharp-jwt-verification-disabled
        parameters.ValidateLifetime = true;
        // ok: csharp-jwt-verification-disabled
        var closed = new TokenValidationParameters { RequireSignedTokens = true };
    }

    public TokenValidationParameters OfExpiredToken()
    {
        // ok: csharp-jwt-verification-disabled
        return new TokenValidationParameters { ValidateLifetime = false };
    }
}
