resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-storage-cross-tenant-copy
  cross_tenant_replication_enabled = true
}

resource "azurerm_storage_account" "good" {
  name = "good"
  # ok: terraform-storage-cross-tenant-copy
  cross_tenant_replication_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-storage-cross-tenant-copy
  cross_tenant_replication_enabled = true
}
