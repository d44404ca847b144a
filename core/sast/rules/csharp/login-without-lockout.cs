using System;
using Microsoft.AspNetCore.Identity;

public class Sample
{
    public void Hits(SignInManager<User> signIn, string name, string password)
    {
        // ruleid: csharp-login-without-lockout
        await signIn.PasswordSignInAsync(name, password, true, lockoutOnFailure: false);
        // ruleid: csharp-login-without-lockout
        await signIn.PasswordSignInAsync(name, password, true, false);
    }

    public void Misses(SignInManager<User> signIn, string name, string password)
    {
        // ok: csharp-login-without-lockout
        await signIn.PasswordSignInAsync(name, password, false, lockoutOnFailure: true);
        // ok: csharp-login-without-lockout
        await signIn.PasswordSignInAsync(name, password, false, true);
    }
}
