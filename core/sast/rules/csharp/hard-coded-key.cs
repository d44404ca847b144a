using System;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

public class Sample
{
    public void Hits(Aes aes, Store store, IConfiguration configuration, Entry entry)
    {
        // ruleid: csharp-hard-coded-key
        aes.Key = Encoding.UTF8.GetBytes("not a real key: sixteen");
        // ruleid: csharp-hard-coded-key
        var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes("not a real key either, though long"));
        // ruleid: csharp-hard-coded-key
        var mac = new HMACSHA256(Convert.FromBase64String("bm90IGEgcmVhbCBrZXk="));
    }

    public void Misses(Aes aes, Store store, IConfiguration configuration, Entry entry)
    {
        // ok: csharp-hard-coded-key
        aes.Key = Encoding.UTF8.GetBytes(configuration["Key"]);
        // ok: csharp-hard-coded-key
        aes.GenerateKey();
        // ok: csharp-hard-coded-key
        var key = new SymmetricSecurityKey(store.Key("jwt"));
        // ok: csharp-hard-coded-key
        entry.Key = "name";
    }
}
