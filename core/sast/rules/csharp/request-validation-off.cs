using System.Web.Mvc;

public class NotesController : Controller
{
    [HttpPost]
    [ValidateInput(false)]
    // ruleid: csharp-request-validation-off
    public ActionResult Save(string text)
    {
        return View();
    }

    [HttpPost]
    [ValidateInput(true)]
    // ok: csharp-request-validation-off
    public ActionResult Rename(string text)
    {
        return View();
    }
}
