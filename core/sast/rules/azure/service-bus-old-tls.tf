resource "azurerm_servicebus_namespace" "bad0" {
  name = "bad0"
  # ruleid: terraform-service-bus-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_servicebus_namespace" "bad1" {
  name = "bad1"
  # ruleid: terraform-service-bus-old-tls
  minimum_tls_version = "1.1"
}

resource "azurerm_servicebus_namespace" "good" {
  name = "good"
  # ok: terraform-service-bus-old-tls
  minimum_tls_version = "1.2"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-service-bus-old-tls
  minimum_tls_version = "1.0"
}
