resource "azurerm_mssql_firewall_rule" "bad0" {
  name = "bad0"
  # ruleid: terraform-sql-firewall-whole-internet
  end_ip_address = "255.255.255.255"
}

resource "azurerm_mssql_firewall_rule" "good" {
  name = "good"
  # ok: terraform-sql-firewall-whole-internet
  end_ip_address = "203.0.113.7"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-sql-firewall-whole-internet
  end_ip_address = "255.255.255.255"
}
