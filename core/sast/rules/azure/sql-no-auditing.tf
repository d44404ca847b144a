resource "azurerm_mssql_server_extended_auditing_policy" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-no-auditing
  enabled = false
}

resource "azurerm_mssql_server_extended_auditing_policy" "good" {
  name = "good"
  # ok: terraform-sql-no-auditing
  enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-no-auditing
  enabled = false
}
