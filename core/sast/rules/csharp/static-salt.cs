using System;
using System.Security.Cryptography;
using System.Text;

public class Sample
{
    public void Hits(string password, byte[] salt)
    {
        // ruleid: csharp-static-salt
        var a = new Rfc2898DeriveBytes(password, Encoding.UTF8.GetBytes("pepper and salt"), 600_000, HashAlgorithmName.SHA256);
        // ruleid: csharp-static-salt
        var b = Rfc2898DeriveBytes.Pbkdf2(password, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 600_000, HashAlgorithmName.SHA256, 32);
    }

    public void Misses(string password, byte[] salt)
    {
        // ok: csharp-static-salt
        var a = new Rfc2898DeriveBytes(password, RandomNumberGenerator.GetBytes(16), 600_000, HashAlgorithmName.SHA256);
        // ok: csharp-static-salt
        var b = Rfc2898DeriveBytes.Pbkdf2(password, salt, 600_000, HashAlgorithmName.SHA256, 32);
    }
}
