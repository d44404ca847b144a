resource "azurerm_eventgrid_topic" "bad0" {
  name = "bad0"
  # ruleid: terraform-event-grid-public-network
  public_network_access_enabled = true
}

resource "azurerm_eventgrid_topic" "good" {
  name = "good"
  # ok: terraform-event-grid-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-event-grid-public-network
  public_network_access_enabled = true
}
