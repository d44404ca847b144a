using System;
using Microsoft.AspNetCore.Authorization;

public class Sample
{
    public void Hits(AuthorizationPolicyBuilder policy)
    {
        // ruleid: csharp-authorization-always-granted
        policy.RequireAssertion(context => true);
        // ruleid: csharp-authorization-always-granted
        policy.RequireAssertion(_ => { return true; });
    }

    public void Misses(AuthorizationPolicyBuilder policy)
    {
        // ok: csharp-authorization-always-granted
        policy.RequireAssertion(context => context.User.IsInRole("Administrator"));
        // ok: csharp-authorization-always-granted
        policy.RequireAuthenticatedUser();
    }
}
