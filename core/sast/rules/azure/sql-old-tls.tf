resource "azurerm_mssql_server" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_mssql_server" "bad1" {
  name = "bad1"
  # ruleid: terraform-sql-old-tls
  minimum_tls_version = "1.1"
}

resource "azurerm_mssql_server" "bad2" {
  name = "bad2"
  # ruleid: terraform-sql-old-tls
  minimum_tls_version = "Disabled"
}

resource "azurerm_mssql_server" "good" {
  name = "good"
  # ok: terraform-sql-old-tls
  minimum_tls_version = "1.2"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-old-tls
  minimum_tls_version = "1.0"
}
