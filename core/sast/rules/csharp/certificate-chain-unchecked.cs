using System;
using System.Security.Cryptography.X509Certificates;

public class Sample
{
    public void Hits(X509Chain chain, X509ServiceCertificateAuthentication authentication)
    {
        // ruleid: csharp-certificate-chain-unchecked
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
        // ruleid: csharp-certificate-chain-unchecked
        authentication.CertificateValidationMode = X509CertificateValidationMode.None;
    }

    public void Misses(X509Chain chain, X509ServiceCertificateAuthentication authentication)
    {
        // ok: csharp-certificate-chain-unchecked
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.NoFlag;
        // ok: csharp-certificate-chain-unchecked
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
    }
}
