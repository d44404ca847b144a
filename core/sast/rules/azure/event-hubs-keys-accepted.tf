resource "azurerm_eventhub_namespace" "bad0" {
  name = "bad0"
  # ruleid: terraform-event-hubs-keys-accepted
  local_authentication_enabled = true
}

resource "azurerm_eventhub_namespace" "good" {
  name = "good"
  # ok: terraform-event-hubs-keys-accepted
  local_authentication_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-event-hubs-keys-accepted
  local_authentication_enabled = true
}
