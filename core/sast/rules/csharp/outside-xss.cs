class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-xss
        resp.Write("<b>" + text + "</b>");
        // ok: csharp-outside-xss
        resp.Write("<b>x</b>");
        // ok: csharp-outside-xss
        resp.Write("<b>" + HttpUtility.HtmlAttributeEncode(text) + "</b>");
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-xss
            resp.Write("<b>" + line + "</b>");
        }
    }
}
