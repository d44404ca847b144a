using System;
using Microsoft.EntityFrameworkCore;

public class Sample
{
    public void Hits(ShopContext db, string name)
    {
        // ruleid: csharp-ef-raw-sql-interpolated
        db.Users.FromSqlRaw($"SELECT * FROM Users WHERE Name = '{name}'");
        // ruleid: csharp-ef-raw-sql-interpolated
        db.Database.ExecuteSqlRaw("DELETE FROM Users WHERE Name = '" + name + "'");
    }

    public void Misses(ShopContext db, string name)
    {
        // ok: csharp-ef-raw-sql-interpolated
        db.Users.FromSql($"SELECT * FROM Users WHERE Name = {name}");
        // ok: csharp-ef-raw-sql-interpolated
        db.Users.FromSqlRaw("SELECT * FROM Users WHERE Name = {0}", name);
        // ok: csharp-ef-raw-sql-interpolated
        db.Database.ExecuteSqlRaw("DELETE FROM Users " + "WHERE Old = 1");
        // ok: csharp-ef-raw-sql-interpolated
        db.Database.ExecuteSqlInterpolated($"DELETE FROM Users WHERE Name = {name}");
    }
}
