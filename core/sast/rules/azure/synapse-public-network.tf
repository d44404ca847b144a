resource "azurerm_synapse_workspace" "bad0" {
  name = "bad0"
  # ruleid: terraform-synapse-public-network
  public_network_access_enabled = true
}

resource "azurerm_synapse_workspace" "good" {
  name = "good"
  # ok: terraform-synapse-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-synapse-public-network
  public_network_access_enabled = true
}
