resource "azurerm_redis_cache" "bad0" {
  name = "bad0"
  # ruleid: terraform-redis-old-tls
  minimum_tls_version = "1.0"
}

resource "azurerm_redis_cache" "bad1" {
  name = "bad1"
  # ruleid: terraform-redis-old-tls
  minimum_tls_version = "1.1"
}

resource "azurerm_redis_cache" "good" {
  name = "good"
  # ok: terraform-redis-old-tls
  minimum_tls_version = "1.2"
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-redis-old-tls
  minimum_tls_version = "1.0"
}
