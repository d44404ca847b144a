resource "azurerm_eventhub_namespace" "bad0" {
  name = "bad0"
  # ruleid: terraform-event-hubs-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_eventhub_namespace" "bad1" {
  name = "bad1"
  # ruleid: terraform-event-hubs-old-tls
  minimum_tls_version = "1.1"
}

resource "azurerm_eventhub_namespace" "good" {
  name = "good"
  # ok: terraform-event-hubs-old-tls
  minimum_tls_version = "1.2"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-event-hubs-old-tls
  minimum_tls_version = "1.0"
}
