using System;
using System.Security.Cryptography;

public class Ciphers
{
    public void Hits(Aes aes)
    {
        // ruleid: csharp-weak-cipher
        using var cipher = DES.Create();
        // ruleid: csharp-weak-cipher
        aes.Mode = CipherMode.ECB;
    }

    public void Misses(Aes aes)
    {
        // ok: csharp-weak-cipher
        using var cipher = Aes.Create();
        // ok: csharp-weak-cipher
        aes.Mode = CipherMode.CBC;
    }
}

public class More
{
    public IActionResult Hits()
    {
        // ruleid: csharp-weak-cipher
        var engine = new RC4Engine();
        // ruleid: csharp-weak-cipher
        var des = SymmetricAlgorithm.Create("DES");
        return Ok();
    }

    public IActionResult Misses()
    {
        // ok: csharp-weak-cipher
        var engine = new AesEngine();
        return Ok();
    }
}
