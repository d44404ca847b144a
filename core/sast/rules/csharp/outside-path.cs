class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-path
        File.ReadAllText("/data/" + text);
        // ok: csharp-outside-path
        File.ReadAllText("/data/readme");
        // ok: csharp-outside-path
        File.ReadAllText("/data/" + Path.GetFileName(text));
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-path
            File.ReadAllText("/data/" + line);
        }
    }
}
