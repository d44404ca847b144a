resource "azurerm_linux_web_app" "bad0" {
  name = "bad0"
  auth_settings_v2 {
    # ruleid: terraform-app-service-anonymous
    unauthenticated_action = "AllowAnonymous"
  }
}

resource "azurerm_linux_web_app" "good" {
  name = "good"
  auth_settings_v2 {
    # ok: terraform-app-service-anonymous
    unauthenticated_action = "RedirectToLoginPage"
  }
}

resource "contoso_order" "other" {
  name = "other"
  auth_settings_v2 {
    # ok: terraform-app-service-anonymous
    unauthenticated_action = "AllowAnonymous"
  }
}
