resource "azurerm_data_factory" "bad0" {
  name = "bad0"
  # ruleid: terraform-data-factory-public-network
  public_network_enabled = true
}

resource "azurerm_data_factory" "good" {
  name = "good"
  # ok: terraform-data-factory-public-network
  public_network_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-data-factory-public-network
  public_network_enabled = true
}
