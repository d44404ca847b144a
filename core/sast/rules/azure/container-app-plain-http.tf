resource "azurerm_container_app" "bad0" {
  name = "bad0"
  ingress {
    # ruleid: terraform-container-app-plain-http
    allow_insecure_connections = true
  }
}

resource "azurerm_container_app" "good" {
  name = "good"
  ingress {
    # ok: terraform-container-app-plain-http
    allow_insecure_connections = false
  }
}

resource "contoso_order" "other" {
  name = "other"
  ingress {
    # ok: terraform-container-app-plain-http
    allow_insecure_connections = true
  }
}
