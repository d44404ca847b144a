resource "azurerm_kubernetes_cluster" "bad0" {
  name = "bad0"
  # ruleid: terraform-aks-no-rbac
  role_based_access_control_enabled = false
}

resource "azurerm_kubernetes_cluster" "good" {
  name = "good"
  # ok: terraform-aks-no-rbac
  role_based_access_control_enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-aks-no-rbac
  role_based_access_control_enabled = false
}
