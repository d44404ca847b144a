class Outside
{
    void Read(SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-connection
        db.ConnectionString = "Server=db;User ID=" + text;
        // ok: csharp-outside-connection
        db.ConnectionString = Environment.GetEnvironmentVariable("DB");
    }

    void Receive(TcpClient client, SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-connection
            db.ConnectionString = "Server=db;User ID=" + line;
            // ok: csharp-outside-connection
            db.ConnectionString = "Server=db;User ID=" + int.Parse(line);
        }
    }
}
