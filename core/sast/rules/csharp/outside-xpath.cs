class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-xpath
        XPathExpression.Compile("//user[name='" + text + "']");
        // ok: csharp-outside-xpath
        XPathExpression.Compile("//user");
        // ok: csharp-outside-xpath
        XPathExpression.Compile("//user[name='" + SecurityElement.Escape(text) + "']");
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-xpath
            XPathExpression.Compile("//user[name='" + line + "']");
        }
    }
}
