using System;
using System.Security.Cryptography;

public class Hashes
{
    public void Hits(byte[] data)
    {
        // ruleid: csharp-weak-hash
        using var hash = MD5.Create();
        // ruleid: csharp-weak-hash
        var digest = SHA1.HashData(data);
    }

    public void Misses(byte[] data)
    {
        // ok: csharp-weak-hash
        using var hash = SHA256.Create();
        // ok: csharp-weak-hash
        using var keyed = new HMACSHA256(data);
    }
}

public class More
{
    public IActionResult Hits()
    {
        // ruleid: csharp-weak-hash
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        return Ok();
    }

    public IActionResult Misses()
    {
        // ok: csharp-weak-hash
        var strong = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return Ok();
    }
}
