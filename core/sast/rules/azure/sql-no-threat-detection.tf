resource "azurerm_mssql_server_security_alert_policy" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-no-threat-detection
  state = "Disabled"
}

resource "azurerm_mssql_server_security_alert_policy" "good" {
  name = "good"
  # ok: terraform-sql-no-threat-detection
  state = "Enabled"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-no-threat-detection
  state = "Disabled"
}
