resource "azurerm_cdn_frontdoor_firewall_policy" "bad0" {
  name = "bad0"
  # ruleid: terraform-front-door-waf-off
  enabled = false
}

resource "azurerm_cdn_frontdoor_firewall_policy" "good" {
  name = "good"
  # ok: terraform-front-door-waf-off
  enabled = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-front-door-waf-off
  enabled = false
}
