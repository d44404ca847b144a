resource "azurerm_search_service" "bad0" {
  name = "bad0"
  # ruleid: terraform-search-public-network
  public_network_access_enabled = true
}

resource "azurerm_search_service" "good" {
  name = "good"
  # ok: terraform-search-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-search-public-network
  public_network_access_enabled = true
}
