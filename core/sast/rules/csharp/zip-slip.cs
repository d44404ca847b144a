using System;
using System.IO;
using System.IO.Compression;

public class Archives
{
    public void Hits(ZipArchive archive, string folder)
    {
        foreach (var entry in archive.Entries)
        {
            // ruleid: csharp-zip-slip
            entry.ExtractToFile(Path.Combine(folder, entry.FullName));
        }
    }

    public void Copied(ZipArchiveEntry entry, string folder)
    {
        var path = Path.Combine(folder, entry.FullName);
        // ruleid: csharp-zip-slip
        using var file = File.Create(path);
    }

    public void Misses(ZipArchive archive, string folder)
    {
        // ok: csharp-zip-slip
        ZipFile.ExtractToDirectory("a.zip", folder);
        foreach (var entry in archive.Entries)
        {
            // ok: csharp-zip-slip
            entry.ExtractToFile(Path.Combine(folder, Path.GetFileName(entry.FullName)));
            var full = Path.GetFullPath(Path.Combine(folder, entry.FullName));
            if (!full.StartsWith(folder, StringComparison.Ordinal))
                throw new IOException("outside");
            // ok: csharp-zip-slip
            entry.ExtractToFile(full);
        }
    }
}
