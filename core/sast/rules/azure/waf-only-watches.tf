resource "azurerm_web_application_firewall_policy" "bad0" {
  name = "bad0"
  policy_settings {
    # ruleid: terraform-waf-only-watches
    mode = "Detection"
  }
}

resource "azurerm_web_application_firewall_policy" "good" {
  name = "good"
  policy_settings {
    # ok: terraform-waf-only-watches
    mode = "Prevention"
  }
}

resource "contoso_order" "other" {
  name = "other"
  policy_settings {
    # ok: terraform-waf-only-watches
    mode = "Detection"
  }
}
