resource "azurerm_app_configuration" "bad0" {
  name = "bad0"
  # ruleid: terraform-app-configuration-keys-accepted
  local_auth_enabled = true
}

resource "azurerm_app_configuration" "good" {
  name = "good"
  # ok: terraform-app-configuration-keys-accepted
  local_auth_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-app-configuration-keys-accepted
  local_auth_enabled = true
}
