resource "azurerm_linux_virtual_machine" "bad0" {
  name = "bad0"
  # ruleid: terraform-vm-no-host-encryption
  encryption_at_host_enabled = false
}

resource "azurerm_linux_virtual_machine" "good" {
  name = "good"
  # ok: terraform-vm-no-host-encryption
  encryption_at_host_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-vm-no-host-encryption
  encryption_at_host_enabled = false
}
