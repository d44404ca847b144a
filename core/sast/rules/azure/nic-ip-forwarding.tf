resource "azurerm_network_interface" "bad0" {
  name = "bad0"
  # ruleid: terraform-nic-ip-forwarding
  ip_forwarding_enabled = true
}

resource "azurerm_network_interface" "good" {
  name = "good"
  # ok: terraform-nic-ip-forwarding
  ip_forwarding_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-nic-ip-forwarding
  ip_forwarding_enabled = true
}
