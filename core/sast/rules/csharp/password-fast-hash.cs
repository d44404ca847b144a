using System;
using System.Security.Cryptography;
using System.Text;

public class Sample
{
    public void Hits(string password, string salt, byte[] file, SHA256 sha, Model model)
    {
        // ruleid: csharp-password-fast-hash
        var a = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        // ruleid: csharp-password-fast-hash
        var b = sha.ComputeHash(Encoding.UTF8.GetBytes(model.Password + salt));
    }

    public void Misses(string password, string salt, byte[] file, SHA256 sha, Model model)
    {
        // ok: csharp-password-fast-hash
        var a = SHA256.HashData(file);
        // ok: csharp-password-fast-hash
        var b = sha.ComputeHash(Encoding.UTF8.GetBytes(model.Name));
    }
}
