resource "azurerm_linux_web_app" "bad0" {
  name = "bad0"
  # ruleid: terraform-app-service-plain-http
  https_only = false
}

# ruleid: terraform-app-service-plain-http
resource "azurerm_linux_web_app" "missing" {
  name = "missing"
}

resource "azurerm_linux_web_app" "good" {
  name = "good"
  # ok: terraform-app-service-plain-http
  https_only = true
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-app-service-plain-http
  https_only = false
}
