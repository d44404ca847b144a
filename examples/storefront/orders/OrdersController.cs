using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.SqlClient;

namespace Storefront.Orders;

[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    private readonly SqlConnection connection;

    public OrdersController(SqlConnection connection) => this.connection = connection;

    // Planted: the customer's name goes into the statement as it came.
    [HttpGet("by-customer")]
    public IActionResult ByCustomer([FromQuery] string customer)
    {
        var statement = "SELECT id, total FROM orders WHERE customer = '" + customer + "'";
        using var command = new SqlCommand(statement, connection);
        return Ok(command.ExecuteScalar());
    }

    // Right: the same question with a parameter.
    [HttpGet("by-number")]
    public IActionResult ByNumber([FromQuery] string number)
    {
        using var command = new SqlCommand("SELECT id, total FROM orders WHERE number = @number", connection);
        command.Parameters.AddWithValue("@number", number);
        return Ok(command.ExecuteScalar());
    }
}
