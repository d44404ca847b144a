class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-command
        Process.Start("tar " + text);
        // ok: csharp-outside-command
        Process.Start("tar");
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-command
            Process.Start("tar " + line);
        }
    }
}
