resource "azurerm_role_assignment" "bad0" {
  name = "bad0"
  # ruleid: terraform-owner-role-assigned
  role_definition_name = "Owner"
}

resource "azurerm_role_assignment" "bad1" {
  name = "bad1"
  # ruleid: terraform-owner-role-assigned
  role_definition_name = "User Access Administrator"
}

resource "azurerm_role_assignment" "good" {
  name = "good"
  # ok: terraform-owner-role-assigned
  role_definition_name = "Reader"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-owner-role-assigned
  role_definition_name = "Owner"
}
