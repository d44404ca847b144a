using System;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

public class Sample
{
    public void Hits(BlobSasBuilder builder, BlobClient blob, BlobServiceClient service, DateTimeOffset until, AccountSasResourceTypes types, Role role)
    {
        // ruleid: csharp-azure-sas-all-permissions
        builder.SetPermissions(BlobSasPermissions.All);
        // ruleid: csharp-azure-sas-all-permissions
        var link = blob.GenerateSasUri(BlobSasPermissions.All, until);
        // ruleid: csharp-azure-sas-all-permissions
        var account = service.GenerateAccountSasUri(AccountSasPermissions.All, until, types);
    }

    public void Misses(BlobSasBuilder builder, BlobClient blob, BlobServiceClient service, DateTimeOffset until, AccountSasResourceTypes types, Role role)
    {
        // ok: csharp-azure-sas-all-permissions
        builder.SetPermissions(BlobSasPermissions.Read | BlobSasPermissions.List);
        // ok: csharp-azure-sas-all-permissions
        role.SetPermissions(Rights.All);
    }
}
