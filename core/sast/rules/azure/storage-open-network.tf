resource "azurerm_storage_account" "bad0" {
  name = "bad0"
  network_rules {
    # ruleid: terraform-storage-open-network
    default_action = "Allow"
  }
}

resource "azurerm_storage_account" "good" {
  name = "good"
  network_rules {
    # ok: terraform-storage-open-network
    default_action = "Deny"
  }
}

resource "contoso_order" "other" {
  name = "other"
  network_rules {
    # ok: terraform-storage-open-network
    default_action = "Allow"
  }
}
