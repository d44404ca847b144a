resource "azurerm_storage_container" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-public-container
  container_access_type = "blob"
}

resource "azurerm_storage_container" "bad1" {
  name = "bad1"
  # ruleid: terraform-storage-public-container
  container_access_type = "container"
}

resource "azurerm_storage_container" "good" {
  name = "good"
  # ok: terraform-storage-public-container
  container_access_type = "private"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-public-container
  container_access_type = "blob"
}
