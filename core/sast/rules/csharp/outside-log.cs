class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-log
        log.LogWarning("bad value " + text);
        // ok: csharp-outside-log
        log.LogWarning("bad value");
        // ok: csharp-outside-log
        log.LogWarning("bad value " + text.Replace("a", "b"));
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-log
            log.LogWarning("bad value " + line);
        }
    }
}
