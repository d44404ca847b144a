using System;
using System.Security.Cryptography;

public class Sample
{
    public void Hits(string password, byte[] salt, int iterations)
    {
        // ruleid: csharp-pbkdf2-few-iterations
        var a = new Rfc2898DeriveBytes(password, salt);
        // ruleid: csharp-pbkdf2-few-iterations
        var b = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1000, HashAlgorithmName.SHA256, 32);
        // ruleid: csharp-pbkdf2-few-iterations
        var c = KeyDerivation.Pbkdf2(password: password, salt: salt, prf: KeyDerivationPrf.HMACSHA256, iterationCount: 10000, numBytesRequested: 32);
    }

    public void Misses(string password, byte[] salt, int iterations)
    {
        // ok: csharp-pbkdf2-few-iterations
        var b = Rfc2898DeriveBytes.Pbkdf2(password, salt, 600_000, HashAlgorithmName.SHA256, 32);
        // ok: csharp-pbkdf2-few-iterations
        var d = new Rfc2898DeriveBytes(password, salt, iterations, HashAlgorithmName.SHA512);
    }
}
