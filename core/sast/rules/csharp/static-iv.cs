using System;
using System.Security.Cryptography;
using System.Text;

public class Sample
{
    public void Hits(Aes aes, AesGcm gcm, byte[] key, byte[] iv, byte[] nonce, byte[] plain, byte[] cipher, byte[] tag)
    {
        // ruleid: csharp-static-iv
        aes.IV = new byte[16];
        // ruleid: csharp-static-iv
        var e = aes.CreateEncryptor(key, Encoding.UTF8.GetBytes("sixteen bytes :)"));
        // ruleid: csharp-static-iv
        gcm.Encrypt(new byte[12], plain, cipher, tag);
    }

    public void Misses(Aes aes, AesGcm gcm, byte[] key, byte[] iv, byte[] nonce, byte[] plain, byte[] cipher, byte[] tag)
    {
        // ok: csharp-static-iv
        aes.GenerateIV();
        // ok: csharp-static-iv
        aes.IV = iv;
        // ok: csharp-static-iv
        gcm.Encrypt(nonce, plain, cipher, tag);
    }
}
