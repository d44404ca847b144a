resource "azurerm_iothub" "bad0" {
  name = "bad0"
  # ruleid: terraform-iot-hub-public-network
  public_network_access_enabled = true
}

resource "azurerm_iothub" "good" {
  name = "good"
  # ok: terraform-iot-hub-public-network
  public_network_access_enabled = false
}

resource "contoso_order" "other" {
  name = "other"
  # ok: terraform-iot-hub-public-network
  public_network_access_enabled = true
}
