class Outside
{
    void Read(SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-format
        Console.Out.Write(string.Format(text));
        // ok: csharp-outside-format
        Console.Out.Write(string.Format("{0}", text));
    }

    void Receive(TcpClient client, SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-format
            Console.Out.Write(string.Format(line));
            // ok: csharp-outside-format
            Console.Out.Write(string.Format(int.Parse(line)));
        }
    }
}
