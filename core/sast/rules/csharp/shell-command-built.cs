using System;
using System.Diagnostics;

public class Sample
{
    public void Hits(string file)
    {
        // ruleid: csharp-shell-command-built
        Process.Start("cmd.exe", "/c convert " + file);
        // ruleid: csharp-shell-command-built
        var start = new ProcessStartInfo("/bin/bash", $"-c \"convert {file}\"");
    }

    public void Misses(string file)
    {
        // ok: csharp-shell-command-built
        Process.Start("cmd.exe", "/c dir");
        // ok: csharp-shell-command-built
        Process.Start("convert", "-i " + file);
        // ok: csharp-shell-command-built
        Process.Start("cmd.exe", "/c dir " + "/b");
    }
}
