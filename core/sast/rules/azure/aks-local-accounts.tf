resource "azurerm_kubernetes_cluster" "bad0" {
  name = "bad0"
  # ruleid: terraform-aks-local-accounts
  local_account_disabled = false
}

resource "azurerm_kubernetes_cluster" "good" {
  name = "good"
  # ok: terraform-aks-local-accounts
  local_account_disabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-aks-local-accounts
  local_account_disabled = false
}
