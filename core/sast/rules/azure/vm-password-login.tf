resource "azurerm_linux_virtual_machine" "bad0" {
  name = "bad0"
  # ruleid: terraform-vm-password-login
  disable_password_authentication = false
}

resource "azurerm_linux_virtual_machine" "good" {
  name = "good"
  # ok: terraform-vm-password-login
  disable_password_authentication = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-vm-password-login
  disable_password_authentication = false
}
