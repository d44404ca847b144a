class Outside
{
    void Read(HttpResponse resp, SqlConnection db)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-sql
        var c = new SqlCommand("SELECT * FROM t WHERE a = '" + text + "'", db);
        // ok: csharp-outside-sql
        var c = new SqlCommand("SELECT * FROM t", db);
    }

    void Receive(TcpClient client, HttpResponse resp, SqlConnection db)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-sql
            var d = new SqlCommand("SELECT * FROM t WHERE a = '" + line + "'", db);
        }
    }
}
