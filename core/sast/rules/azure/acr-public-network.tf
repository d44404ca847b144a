resource "azurerm_container_registry" "bad0" {
  name = "bad0"
  # ruleid: terraform-acr-public-network
  public_network_access_enabled = true
}

resource "azurerm_container_registry" "good" {
  name = "good"
  # ok: terraform-acr-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-acr-public-network
  public_network_access_enabled = true
}
