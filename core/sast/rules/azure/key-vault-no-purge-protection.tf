resource "azurerm_key_vault" "bad0" {
  name = "bad0"
  # ruleid: terraform-key-vault-no-purge-protection
  purge_protection_enabled = false
}

resource "azurerm_key_vault" "good" {
  name = "good"
  # ok: terraform-key-vault-no-purge-protection
  purge_protection_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-key-vault-no-purge-protection
  purge_protection_enabled = false
}
