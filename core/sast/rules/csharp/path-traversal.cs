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
}
