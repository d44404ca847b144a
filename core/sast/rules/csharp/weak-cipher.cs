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
