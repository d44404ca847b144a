resource "azurerm_servicebus_namespace" "bad0" {
  name = "bad0"
  # ruleid: terraform-service-bus-keys-accepted
  local_auth_enabled = true
}

resource "azurerm_servicebus_namespace" "good" {
  name = "good"
  # ok: terraform-service-bus-keys-accepted
  local_auth_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-service-bus-keys-accepted
  local_auth_enabled = true
}
