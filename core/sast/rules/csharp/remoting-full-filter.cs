using System;
using System.Runtime.Remoting.Channels;

public class Sample
{
    public void Hits(BinaryServerFormatterSinkProvider provider)
    {
        // ruleid: csharp-remoting-full-filter
        provider.TypeFilterLevel = TypeFilterLevel.Full;
        // ruleid: csharp-remoting-full-filter
        var open = new BinaryServerFormatterSinkProvider { TypeFilterLevel = TypeFilterLevel.Full };
    }

    public void Misses(BinaryServerFormatterSinkProvider provider)
    {
        // ok: csharp-remoting-full-filter
        provider.TypeFilterLevel = TypeFilterLevel.Low;
    }
}
