resource "azurerm_postgresql_server" "bad0" {
  name = "bad0"
  # ruleid: terraform-postgres-no-tls
  ssl_enforcement_enabled = false
}

resource "azurerm_postgresql_server" "good" {
  name = "good"
  # ok: terraform-postgres-no-tls
  ssl_enforcement_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-postgres-no-tls
  ssl_enforcement_enabled = false
}
