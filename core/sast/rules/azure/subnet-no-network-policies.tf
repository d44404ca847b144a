resource "azurerm_subnet" "bad0" {
  name = "bad0"
  # ruleid: terraform-subnet-no-network-policies
  private_endpoint_network_policies = "Disabled"
}

resource "azurerm_subnet" "good" {
  name = "good"
  # ok: terraform-subnet-no-network-policies
  private_endpoint_network_policies = "Enabled"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-subnet-no-network-policies
  private_endpoint_network_policies = "Disabled"
}
