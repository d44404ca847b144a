using Microsoft.Azure.Functions.Worker;

public class Orders
{
    [Function("Remove")]
    // ruleid: csharp-azure-function-anonymous
    public void Remove([HttpTrigger(AuthorizationLevel.Anonymous, "delete")] HttpRequestData request)
    {
    }

    [Function("Health")]
    // ok: csharp-azure-function-anonymous
    public void Health([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData request)
    {
    }

    [Function("Add")]
    // ok: csharp-azure-function-anonymous
    public void Add([HttpTrigger(AuthorizationLevel.Function, "post")] HttpRequestData request)
    {
    }
}
