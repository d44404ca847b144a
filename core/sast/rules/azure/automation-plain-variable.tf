resource "azurerm_automation_variable_string" "bad0" {
  name = "bad0"
  # ruleid: terraform-automation-plain-variable
  encrypted = false
}

resource "azurerm_automation_variable_string" "good" {
  name = "good"
  # ok: terraform-automation-plain-variable
  encrypted = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-automation-plain-variable
  encrypted = false
}
