resource "azurerm_cdn_endpoint" "bad0" {
  name = "bad0"
  # ruleid: terraform-cdn-plain-http
  is_http_allowed = true
}

resource "azurerm_cdn_endpoint" "good" {
  name = "good"
  # ok: terraform-cdn-plain-http
  is_http_allowed = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-cdn-plain-http
  is_http_allowed = true
}
