resource "azurerm_linux_web_app" "bad0" {
  name = "bad0"
  site_config {
    # ruleid: terraform-app-service-old-tls
    minimum_tls_version = "1.0"
  }
}

resource "azurerm_windows_web_app" "bad1" {
  name = "bad1"
  site_config {
    # ruleid: terraform-app-service-old-tls
    minimum_tls_version = "1.1"
  }
}

resource "azurerm_linux_web_app" "good" {
  name = "good"
  site_config {
    # ok: terraform-app-service-old-tls
    minimum_tls_version = "1.2"
  }
}

resource "contoso_order" "other" {
  name = "other"
  site_config {
    # ok: terraform-app-service-old-tls
    minimum_tls_version = "1.0"
  }
}
