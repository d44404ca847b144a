using Microsoft.AspNetCore.Mvc;

public class UploadController : ControllerBase
{
    [HttpPost]
    [DisableRequestSizeLimit]
    // ruleid: csharp-request-size-unlimited
    public IActionResult Add(IFormFile file) => Ok();

    [HttpPost]
    [RequestSizeLimit(50_000_000)]
    // ok: csharp-request-size-unlimited
    public IActionResult Limited(IFormFile file) => Ok();

    public void Configure(KestrelServerOptions options, HubOptions hub)
    {
        // ruleid: csharp-request-size-unlimited
        options.Limits.MaxRequestBodySize = null;
        // ruleid: csharp-request-size-unlimited
        hub.MaximumReceiveMessageSize = null;
        // ok: csharp-request-size-unlimited
        options.Limits.MaxRequestBodySize = 50 * 1024 * 1024;
    }
}
