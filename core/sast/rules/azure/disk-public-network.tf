resource "azurerm_managed_disk" "bad0" {
  name = "bad0"
  # ruleid: terraform-disk-public-network
  network_access_policy = "AllowAll"
}

resource "azurerm_managed_disk" "good" {
  name = "good"
  # ok: terraform-disk-public-network
  network_access_policy = "DenyAll"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-disk-public-network
  network_access_policy = "AllowAll"
}
