resource "azurerm_redis_cache" "bad0" {
  name = "bad0"
  # ruleid: terraform-redis-plain-port
  non_ssl_port_enabled = true
}

resource "azurerm_redis_cache" "good" {
  name = "good"
  # ok: terraform-redis-plain-port
  non_ssl_port_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-redis-plain-port
  non_ssl_port_enabled = true
}
