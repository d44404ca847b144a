resource "azurerm_key_vault" "bad0" {
  name = "bad0"
  network_acls {
    # ruleid: terraform-key-vault-open-network
    default_action = "Allow"
  }
}

resource "azurerm_key_vault" "good" {
  name = "good"
  network_acls {
    # ok: terraform-key-vault-open-network
    default_action = "Deny"
  }
}

resource "contoso_order" "other" {
  name = "other"
  network_acls {
    # ok: terraform-key-vault-open-network
    default_action = "Allow"
  }
}
