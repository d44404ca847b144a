resource "azurerm_mysql_server" "bad0" {
  name = "bad0"
  # ruleid: terraform-mysql-no-tls
  ssl_enforcement_enabled = false
}

resource "azurerm_mysql_server" "good" {
  name = "good"
  # ok: terraform-mysql-no-tls
  ssl_enforcement_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-mysql-no-tls
  ssl_enforcement_enabled = false
}
