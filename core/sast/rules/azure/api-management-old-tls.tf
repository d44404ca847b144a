resource "azurerm_api_management" "bad0" {
  name = "bad0"
  security {
    # ruleid: terraform-api-management-old-tls
    frontend_tls10_enabled = true
  }
}

resource "azurerm_api_management" "good" {
  name = "good"
  security {
    # ok: terraform-api-management-old-tls
    frontend_tls10_enabled = false
  }
}

resource "contoso_order" "other" {
  name = "other"
  security {
    # ok: terraform-api-management-old-tls
    frontend_tls10_enabled = true
  }
}
