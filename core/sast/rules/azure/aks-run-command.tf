resource "azurerm_kubernetes_cluster" "bad0" {
  name = "bad0"
  # ruleid: terraform-aks-run-command
  run_command_enabled = true
}

resource "azurerm_kubernetes_cluster" "good" {
  name = "good"
  # ok: terraform-aks-run-command
  run_command_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-aks-run-command
  run_command_enabled = true
}
