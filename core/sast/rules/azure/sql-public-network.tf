resource "azurerm_mssql_server" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-public-network
  public_network_access_enabled = true
}

resource "azurerm_mssql_server" "good" {
  name = "good"
  # ok: terraform-sql-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-public-network
  public_network_access_enabled = true
}
