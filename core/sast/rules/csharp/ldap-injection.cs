using System;
using System.DirectoryServices;
using Microsoft.AspNetCore.Mvc;

public class PeopleController : ControllerBase
{
    public IActionResult Find(string name)
    {
        var searcher = new DirectorySearcher();
        // ruleid: csharp-ldap-injection
        searcher.Filter = "(uid=" + name + ")";
        return Ok(searcher.FindAll());
    }

    public IActionResult Safe(string name)
    {
        var searcher = new DirectorySearcher();
        // ok: csharp-ldap-injection
        searcher.Filter = "(uid=" + Encoder.LdapFilterEncode(name) + ")";
        // ok: csharp-ldap-injection
        searcher.Filter = "(objectClass=user)";
        return Ok(searcher.FindAll());
    }
}
