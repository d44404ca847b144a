resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-old-tls
  min_tls_version = "TLS1_0"
}

resource "azurerm_storage_account" "bad1" {
  name = "bad1"
  # ruleid: terraform-storage-old-tls
  min_tls_version = "TLS1_1"
}

resource "azurerm_storage_account" "good" {
  name = "good"
  # ok: terraform-storage-old-tls
  min_tls_version = "TLS1_2"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-old-tls
  min_tls_version = "TLS1_0"
}
