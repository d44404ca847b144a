resource "azurerm_container_registry" "bad0" {
  name = "bad0"
  # ruleid: terraform-acr-anonymous-pull
  anonymous_pull_enabled = true
}

resource "azurerm_container_registry" "good" {
  name = "good"
  # ok: terraform-acr-anonymous-pull
  anonymous_pull_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-acr-anonymous-pull
  anonymous_pull_enabled = true
}
