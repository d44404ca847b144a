using System;
using System.Security.Cryptography;

public class Sample
{
    public void Hits(RSA rsa, int size)
    {
        // ruleid: csharp-weak-rsa-key
        using var a = RSA.Create(1024);
        // ruleid: csharp-weak-rsa-key
        var b = new RSACryptoServiceProvider(512);
        // ruleid: csharp-weak-rsa-key
        rsa.KeySize = 1024;
    }

    public void Misses(RSA rsa, int size)
    {
        // ok: csharp-weak-rsa-key
        using var a = RSA.Create(2048);
        // ok: csharp-weak-rsa-key
        var b = new RSACryptoServiceProvider(size);
        // ok: csharp-weak-rsa-key
        rsa.KeySize = 4096;
        // ok: csharp-weak-rsa-key
        var c = RSA.Create();
    }
}
