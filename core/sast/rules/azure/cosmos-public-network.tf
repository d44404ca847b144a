resource "azurerm_cosmosdb_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-cosmos-public-network
  public_network_access_enabled = true
}

resource "azurerm_cosmosdb_account" "good" {
  name = "good"
  # ok: terraform-cosmos-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-cosmos-public-network
  public_network_access_enabled = true
}
