using System;
using Microsoft.AspNetCore.Identity;

public class Sample
{
    public void Hits(IdentityOptions options, int length)
    {
        // ruleid: csharp-password-policy-weak
        options.Password.RequiredLength = 4;
        // ruleid: csharp-password-policy-weak
        var policy = new PasswordOptions { RequiredLength = 6 };
    }

    public void Misses(IdentityOptions options, int length)
    {
        // ok: csharp-password-policy-weak
        options.Password.RequiredLength = 12;
        // ok: csharp-password-policy-weak
        options.Password.RequiredLength = length;
    }
}
