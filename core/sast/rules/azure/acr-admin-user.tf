resource "azurerm_container_registry" "bad0" {
  name = "bad0"
  # ruleid: terraform-acr-admin-user
  admin_enabled = true
}

resource "azurerm_container_registry" "good" {
  name = "good"
  # ok: terraform-acr-admin-user
  admin_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-acr-admin-user
  admin_enabled = true
}
