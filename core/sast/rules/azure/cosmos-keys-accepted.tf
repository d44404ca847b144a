resource "azurerm_cosmosdb_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-cosmos-keys-accepted
  local_authentication_disabled = false
}

resource "azurerm_cosmosdb_account" "good" {
  name = "good"
  # ok: terraform-cosmos-keys-accepted
  local_authentication_disabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-cosmos-keys-accepted
  local_authentication_disabled = false
}
