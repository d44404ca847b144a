class Outside
{
    void Read(SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        var text = Environment.GetEnvironmentVariable("TEXT");
        // ruleid: csharp-outside-code
        provider.CompileAssemblyFromSource(options, "class A { int N = " + text + "; }");
        // ok: csharp-outside-code
        provider.CompileAssemblyFromSource(options, "class A { }");
    }

    void Receive(TcpClient client, SqlConnection db, CodeDomProvider provider, CompilerParameters options)
    {
        using (var reader = new StreamReader(client.GetStream()))
        {
            var line = reader.ReadLine();
            // ruleid: csharp-outside-code
            provider.CompileAssemblyFromSource(options, "class A { int N = " + line + "; }");
            // ok: csharp-outside-code
            provider.CompileAssemblyFromSource(options, "class A { int N = " + int.Parse(line) + "; }");
        }
    }
}
