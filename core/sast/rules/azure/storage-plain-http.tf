resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-plain-http
  https_traffic_only_enabled = false
}

resource "azurerm_storage_account" "good" {
  name = "good"
  # ok: terraform-storage-plain-http
  https_traffic_only_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-plain-http
  https_traffic_only_enabled = false
}
