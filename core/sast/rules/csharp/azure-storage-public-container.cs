using System;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

public class Sample
{
    public void Hits(BlobContainerClient container, BlobServiceClient service, BlobContainerProperties properties)
    {
        // ruleid: csharp-azure-storage-public-container
        container.CreateIfNotExists(PublicAccessType.BlobContainer);
        // ruleid: csharp-azure-storage-public-container
        container.SetAccessPolicy(PublicAccessType.Blob);
        // ruleid: csharp-azure-storage-public-container
        service.CreateBlobContainer("reports", PublicAccessType.Blob);
        // ruleid: csharp-azure-storage-public-container
        container.CreateIfNotExists(publicAccessType: PublicAccessType.Blob);
    }

    public void Misses(BlobContainerClient container, BlobServiceClient service, BlobContainerProperties properties)
    {
        // ok: csharp-azure-storage-public-container
        container.CreateIfNotExists(PublicAccessType.None);
        // ok: csharp-azure-storage-public-container
        container.SetAccessPolicy(permissions: policies);
        // ok: csharp-azure-storage-public-container
        var open = properties.PublicAccess == PublicAccessType.Blob;
    }
}
