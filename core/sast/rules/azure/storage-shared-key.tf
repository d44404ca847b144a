resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-shared-key
  shared_access_key_enabled = true
}

resource "azurerm_storage_account" "good" {
  name = "good"
  # ok: terraform-storage-shared-key
  shared_access_key_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-shared-key
  shared_access_key_enabled = true
}
