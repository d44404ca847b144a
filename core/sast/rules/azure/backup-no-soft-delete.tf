resource "azurerm_recovery_services_vault" "bad0" {
  name = "bad0"
  # ruleid: terraform-backup-no-soft-delete
  soft_delete_enabled = false
}

resource "azurerm_recovery_services_vault" "good" {
  name = "good"
  # ok: terraform-backup-no-soft-delete
  soft_delete_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-backup-no-soft-delete
  soft_delete_enabled = false
}
