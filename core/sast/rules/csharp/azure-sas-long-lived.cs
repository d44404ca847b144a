using System;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

public class Sample
{
    public void Hits(BlobSasBuilder builder, BlobClient blob, Licence licence)
    {
        // ruleid: csharp-azure-sas-long-lived
        builder.ExpiresOn = DateTimeOffset.UtcNow.AddYears(1);
        // ruleid: csharp-azure-sas-long-lived
        builder.ExpiresOn = DateTimeOffset.MaxValue;
        // ruleid: csharp-azure-sas-long-lived
        var link = blob.GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddDays(365));
        // ruleid: csharp-azure-sas-long-lived
        var made = new BlobSasBuilder { Resource = "b", ExpiresOn = DateTimeOffset.UtcNow.AddMonths(6) };
    }

    public void Misses(BlobSasBuilder builder, BlobClient blob, Licence licence)
    {
        // ok: csharp-azure-sas-long-lived
        builder.ExpiresOn = DateTimeOffset.UtcNow.AddMinutes(15);
        // ok: csharp-azure-sas-long-lived
        builder.ExpiresOn = DateTimeOffset.UtcNow.AddDays(1);
        // ok: csharp-azure-sas-long-lived
        var link = blob.GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1));
        // ok: csharp-azure-sas-long-lived
        licence.EndsOn = DateTimeOffset.UtcNow.AddYears(1);
    }
}
