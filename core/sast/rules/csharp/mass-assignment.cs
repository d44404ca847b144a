using System;
using Microsoft.AspNetCore.Mvc;

public class Sample : Controller
{
    public void Hits(User user)
    {
        // ruleid: csharp-mass-assignment
        await TryUpdateModelAsync(user);
        // ruleid: csharp-mass-assignment
        var done = await TryUpdateModelAsync<User>(user, "user");
    }

    public void Misses(User user)
    {
        // ok: csharp-mass-assignment
        await TryUpdateModelAsync(user, "", u => u.Name, u => u.Email);
        // ok: csharp-mass-assignment
        await UpdateModelState(user);
    }
}
