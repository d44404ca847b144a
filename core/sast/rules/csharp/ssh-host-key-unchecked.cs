using System;
using Renci.SshNet;

public class Sample
{
    public void Hits(SftpClient client, string known)
    {
        // ruleid: csharp-ssh-host-key-unchecked
        client.HostKeyReceived += (sender, e) => { e.CanTrust = true; };
        // ruleid: csharp-ssh-host-key-unchecked
        client.HostKeyReceived += (sender, e) => e.CanTrust = true;
    }

    public void Misses(SftpClient client, string known)
    {
        // ok: csharp-ssh-host-key-unchecked
        client.HostKeyReceived += (sender, e) => { e.CanTrust = e.FingerPrintSHA256 == known; };
    }
}
