using System;
using System.IO;
using Microsoft.AspNetCore.Mvc;

public class FilesController : ControllerBase
{
    private const string Root = "/srv/files";

    public IActionResult Get(string name)
    {
        var path = Path.Combine(Root, name);
        // ruleid: csharp-path-traversal
        var content = System.IO.File.ReadAllBytes(path);
        // ruleid: csharp-path-traversal
        using var stream = new FileStream(Root + "/" + Request.Query["f"], FileMode.Open);
        return File(content, "application/pdf");
    }

    public IActionResult Safe(string name, int id)
    {
        // ok: csharp-path-traversal
        var content = System.IO.File.ReadAllBytes(Path.Combine(Root, Path.GetFileName(name)));
        var full = Path.GetFullPath(Path.Combine(Root, name));
        if (!full.StartsWith(Root + "/"))
            return NotFound();
        // ok: csharp-path-traversal
        System.IO.File.Delete(full);
        // ok: csharp-path-traversal
        System.IO.File.ReadAllText($"{Root}/{id}.txt");
        return File(content, "application/pdf");
    }

    public async Task Store(IFormFile upload, Stream stream)
    {
        // ruleid: csharp-path-traversal
        using var target = System.IO.File.Create(Path.Combine(Root, upload.FileName));
        // ok: csharp-path-traversal
        using var reader = new StreamReader(upload.OpenReadStream());
        // ok: csharp-path-traversal
        using var body = new StreamReader(Request.Body);
        // ok: csharp-path-traversal
        using var valid = System.IO.File.Create(Path.Combine(Root, MakeValidFileName(upload.FileName)));
        if (Guid.TryParse(upload.FileName, out var key))
        {
            // ok: csharp-path-traversal
            System.IO.File.Delete(Path.Combine(Root, key.ToString("N")));
        }
        // ok: csharp-path-traversal
        using var named = System.IO.File.Create(Path.Combine(Root, Path.GetRandomFileName()));
        var inflate = new GZipStream(upload, CompressionMode.Decompress);
        // ok: csharp-path-traversal
        using var text = new StreamReader(inflate, Encoding.UTF8);
        // ruleid: csharp-path-traversal
        using var named2 = new StreamReader(upload.FileName, Encoding.UTF8);
    }
}
