using System;
using Microsoft.IdentityModel.Tokens;

public class Sample
{
    public void Hits(TokenValidationParameters parameters, SecurityKey key)
    {
        // ruleid: csharp-jwt-signature-validator-replaced
        parameters.SignatureValidator = (token, p) => new JsonWebToken(token);
        // ruleid: csharp-jwt-signature-validator-replaced
        var open = new TokenValidationParameters { SignatureValidator = (token, p) => { var jwt = new JwtSecurityToken(token); return jwt; } };
    }

    public void Misses(TokenValidationParameters parameters, SecurityKey key)
    {
        // ok: csharp-jwt-signature-validator-replaced
        parameters.SignatureValidator = (token, p) => Verified(token, p);
        // ok: csharp-jwt-signature-validator-replaced
        parameters.IssuerSigningKey = key;
    }
}
