class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-ldap
        new DirectorySearcher("(uid=" + text + ")");
        // ok: csharp-outside-ldap
        new DirectorySearcher("(uid=admin)");
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-ldap
            new DirectorySearcher("(uid=" + line + ")");
        }
    }
}
