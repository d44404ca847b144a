class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-header
        resp.AddHeader("X-Name", text);
        // ok: csharp-outside-header
        resp.AddHeader("X-Name", "x");
        // ok: csharp-outside-header
        resp.AddHeader("X-Name", WebUtility.UrlEncode(text));
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-header
            resp.AddHeader("X-Name", line);
        }
    }
}
