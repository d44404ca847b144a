using System;
using System.Security.Cryptography;

public class Sample
{
    public void Hits(RSA rsa, RSACryptoServiceProvider provider, byte[] data)
    {
        // ruleid: csharp-rsa-pkcs1-encryption
        var a = rsa.Encrypt(data, RSAEncryptionPadding.Pkcs1);
        // ruleid: csharp-rsa-pkcs1-encryption
        var b = provider.Decrypt(data, false);
    }

    public void Misses(RSA rsa, RSACryptoServiceProvider provider, byte[] data)
    {
        // ok: csharp-rsa-pkcs1-encryption
        var a = rsa.Encrypt(data, RSAEncryptionPadding.OaepSHA256);
        // ok: csharp-rsa-pkcs1-encryption
        var b = provider.Decrypt(data, true);
        // ok: csharp-rsa-pkcs1-encryption
        var c = rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
