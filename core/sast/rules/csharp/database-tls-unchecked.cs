using System;
using Microsoft.Data.SqlClient;

public class Sample
{
    public void Hits(SqlConnectionStringBuilder builder)
    {
        // ruleid: csharp-database-tls-unchecked
        builder.TrustServerCertificate = true;
        // ruleid: csharp-database-tls-unchecked
        var open = new SqlConnection("Server=db;Database=shop;TrustServerCertificate=True");
        // ruleid: csharp-database-tls-unchecked
        builder.Encrypt = false;
    }

    public void Misses(SqlConnectionStringBuilder builder)
    {
        // ok: csharp-database-tls-unchecked
        builder.TrustServerCertificate = false;
        // ok: csharp-database-tls-unchecked
        var closed = new SqlConnection("Server=db;Database=shop;Encrypt=True");
        // ok: csharp-database-tls-unchecked
        builder.Encrypt = true;
    }
}
