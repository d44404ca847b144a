resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-public-blobs
  allow_nested_items_to_be_public = true
}

resource "azurerm_storage_account" "good" {
  name = "good"
  # ok: terraform-storage-public-blobs
  allow_nested_items_to_be_public = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-public-blobs
  allow_nested_items_to_be_public = true
}
