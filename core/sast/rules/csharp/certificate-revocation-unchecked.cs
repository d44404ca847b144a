using System;
using System.Security.Cryptography.X509Certificates;

public class Sample
{
    public void Hits(X509Chain chain, HttpClientHandler handler)
    {
        // ruleid: csharp-certificate-revocation-unchecked
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // ruleid: csharp-certificate-revocation-unchecked
        handler.CheckCertificateRevocationList = false;
    }

    public void Misses(X509Chain chain, HttpClientHandler handler)
    {
        // ok: csharp-certificate-revocation-unchecked
        chain.ChainPolicy.RevocationMode = X509RevocationMode.Online;
        // ok: csharp-certificate-revocation-unchecked
        handler.CheckCertificateRevocationList = true;
    }
}
