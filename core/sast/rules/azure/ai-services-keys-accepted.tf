resource "azurerm_cognitive_account" "bad0" {
  name = "bad0"
  # ruleid: terraform-ai-services-keys-accepted
  local_auth_enabled = true
}

resource "azurerm_cognitive_account" "good" {
  name = "good"
  # ok: terraform-ai-services-keys-accepted
  local_auth_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-ai-services-keys-accepted
  local_auth_enabled = true
}
