using System;
using System.Net.Mail;

public class Sample
{
    public void Hits(SmtpClient client, MailKit.Net.Smtp.SmtpClient kit, string host)
    {
        // ruleid: csharp-mail-without-tls
        client.EnableSsl = false;
        // ruleid: csharp-mail-without-tls
        kit.Connect(host, 587, SecureSocketOptions.None);
    }

    public void Misses(SmtpClient client, MailKit.Net.Smtp.SmtpClient kit, string host)
    {
        // ok: csharp-mail-without-tls
        client.EnableSsl = true;
        // ok: csharp-mail-without-tls
        kit.Connect(host, 587, SecureSocketOptions.StartTls);
    }
}
