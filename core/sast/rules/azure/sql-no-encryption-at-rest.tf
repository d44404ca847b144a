resource "azurerm_mssql_database" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-no-encryption-at-rest
  transparent_data_encryption_enabled = false
}

resource "azurerm_mssql_database" "good" {
  name = "good"
  # ok: terraform-sql-no-encryption-at-rest
  transparent_data_encryption_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-no-encryption-at-rest
  transparent_data_encryption_enabled = false
}
