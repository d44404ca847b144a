using System;
using System.Net.Http;
using Microsoft.AspNetCore.Mvc;

public class ProxyController : ControllerBase
{
    private readonly HttpClient client = new HttpClient();

    public async Task<IActionResult> Get(string url, string host)
    {
        // ruleid: csharp-ssrf
        var page = await client.GetStringAsync(url);
        // ruleid: csharp-ssrf
        await client.PostAsync($"https://{host}/hook", null);
        // ruleid: csharp-ssrf
        client.BaseAddress = new Uri(url);
        return Content(page);
    }

    public async Task<IActionResult> Safe(string user)
    {
        // ok: csharp-ssrf
        var page = await client.GetStringAsync("https://example.com/users");
        // ok: csharp-ssrf
        await client.GetAsync("https://example.com/users/" + user);
        // ok: csharp-ssrf
        await client.GetAsync($"https://example.com/users/{user}");
        // ok: csharp-ssrf
        await client.GetAsync(string.Format("https://example.com/users/{0}", user));
        // ok: csharp-ssrf
        await client.GetAsync(string.Format(Api, WebUtility.UrlEncode(user)));
        return Content(page);
    }

    public async Task<IActionResult> Behind(string user)
    {
        // ok: csharp-ssrf
        await client.GetAsync(root + "/users/" + user);
        // ok: csharp-ssrf
        await client.GetAsync($"{_options.Root}/users/{user}");
        // ruleid: csharp-ssrf
        await client.GetAsync($"{user}/users/all");
        return Ok();
    }
}
