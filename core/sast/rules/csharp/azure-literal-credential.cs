using System;
using Azure;
using Azure.Identity;
using Azure.Storage;

public class Clients
{
    public void Hits(string tenant, string client)
    {
        // ruleid: csharp-azure-literal-credential
        var key = new AzureKeyCredential("p3-not-real-value-81");
        // ruleid: csharp-azure-literal-credential
        var app = new ClientSecretCredential(tenant, client, "q8~not-real-value");
        // ruleid: csharp-azure-literal-credential
        var shared = new StorageSharedKeyCredential("shop", "bm90LWEtcmVhbC12YWx1ZQ==");
    }

    public void Misses(string tenant, string client, Settings settings)
    {
        // ok: csharp-azure-literal-credential
        var key = new AzureKeyCredential(settings.Key);
        // ok: csharp-azure-literal-credential
        var app = new ClientSecretCredential(tenant, client, Environment.GetEnvironmentVariable("AZURE_CLIENT_SECRET"));
        // ok: csharp-azure-literal-credential
        var managed = new DefaultAzureCredential();
        // ok: csharp-azure-literal-credential
        var sample = new AzureKeyCredential("<your key>");
        // ok: csharp-azure-literal-credential
        var none = new AzureKeyCredential("");
    }
}
