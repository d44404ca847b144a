resource "azurerm_network_security_rule" "rdp" {
  name                       = "rdp"
  direction                  = "Inbound"
  access                     = "Allow"
  source_address_prefix      = "*"
  # ruleid: terraform-nsg-open-management
  destination_port_range     = "3389"
}

resource "azurerm_network_security_group" "group" {
  name = "nsg"

  security_rule {
    name      = "ssh"
    direction = "Inbound"
    access    = "Allow"
    # ruleid: terraform-nsg-open-management
    destination_port_range = "22"
    source_address_prefix  = "Internet"
  }

  security_rule {
    name      = "office"
    direction = "Inbound"
    access    = "Allow"
    # ok: terraform-nsg-open-management
    destination_port_range = "22"
    source_address_prefix  = "203.0.113.0/28"
  }
}
