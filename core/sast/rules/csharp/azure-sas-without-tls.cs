using System;
using Azure.Storage.Sas;

public class Sample
{
    public void Hits(BlobSasBuilder builder, AccountSasServices services)
    {
        // ruleid: csharp-azure-sas-without-tls
        builder.Protocol = SasProtocol.HttpsAndHttp;
        // ruleid: csharp-azure-sas-without-tls
        var made = new AccountSasBuilder { Services = services, Protocol = SasProtocol.HttpsAndHttp };
    }

    public void Misses(BlobSasBuilder builder, AccountSasServices services)
    {
        // ok: csharp-azure-sas-without-tls
        builder.Protocol = SasProtocol.Https;
        // ok: csharp-azure-sas-without-tls
        if (builder.Protocol == SasProtocol.HttpsAndHttp) return;
    }
}
