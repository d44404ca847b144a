using System;
using Microsoft.Extensions.Logging;

public class Sample
{
    public void Hits(ILogger logger, string user, string password, Settings settings)
    {
        // ruleid: csharp-secret-logged
        logger.LogInformation("login of {User} with {Password}", user, password);
        // ruleid: csharp-secret-logged
        logger.LogDebug($"connecting with {settings.ConnectionString}");
    }

    public void Misses(ILogger logger, string user, string password, Settings settings)
    {
        // ok: csharp-secret-logged
        logger.LogInformation("login of {User}", user);
        // ok: csharp-secret-logged
        logger.LogInformation("Password changed for {User}", user);
        // ok: csharp-secret-logged
        logger.LogDebug("{Length}", password.Length);
    }
}
