using System.Security.Cryptography.X509Certificates;

public class Stores
{
    public void Hits(X509Certificate2 authority)
    {
        var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadWrite);
        // ruleid: csharp-trusted-root-installed
        store.Add(authority);
    }

    public void Misses(X509Certificate2 certificate)
    {
        var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        // ok: csharp-trusted-root-installed
        store.Add(certificate);
    }
}
