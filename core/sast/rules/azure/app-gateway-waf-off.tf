resource "azurerm_application_gateway" "bad0" {
  name = "bad0"
  waf_configuration {
    # ruleid: terraform-app-gateway-waf-off
    enabled = false
  }
}

resource "azurerm_application_gateway" "good" {
  name = "good"
  waf_configuration {
    # ok: terraform-app-gateway-waf-off
    enabled = true
  }
}

resource "contoso_order" "other" {
  name = "other"
  waf_configuration {
    # ok: terraform-app-gateway-waf-off
    enabled = false
  }
}
