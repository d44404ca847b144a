resource "azurerm_linux_web_app" "bad0" {
  name = "bad0"
  site_config {
    # ruleid: terraform-app-service-plain-ftp
    ftps_state = "AllAllowed"
  }
}

resource "azurerm_linux_web_app" "good" {
  name = "good"
  site_config {
    # ok: terraform-app-service-plain-ftp
    ftps_state = "Disabled"
  }
}

resource "contoso_order" "other" {
  name = "other"
  site_config {
    # ok: terraform-app-service-plain-ftp
    ftps_state = "AllAllowed"
  }
}
