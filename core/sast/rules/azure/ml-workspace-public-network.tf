resource "azurerm_machine_learning_workspace" "bad0" {
  name = "bad0"
  # ruleid: terraform-ml-workspace-public-network
  public_network_access_enabled = true
}

resource "azurerm_machine_learning_workspace" "good" {
  name = "good"
  # ok: terraform-ml-workspace-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-ml-workspace-public-network
  public_network_access_enabled = true
}
