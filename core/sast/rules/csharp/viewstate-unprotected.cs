using System;
using System.Web.UI;

public class Sample : Page
{
    public void Hits(Page page)
    {
        // ruleid: csharp-viewstate-unprotected
        EnableViewStateMac = false;
        // ruleid: csharp-viewstate-unprotected
        page.EnableViewStateMac = false;
    }

    public void Misses(Page page)
    {
        // ok: csharp-viewstate-unprotected
        EnableViewStateMac = true;
        // ok: csharp-viewstate-unprotected
        page.EnableViewState = false;
    }
}
