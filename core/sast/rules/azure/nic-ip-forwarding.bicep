resource bad0 'Microsoft.Network/networkInterfaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-nic-ip-forwarding
    enableIPForwarding: true
  }
}

resource good 'Microsoft.Network/networkInterfaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-nic-ip-forwarding
    enableIPForwarding: false
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-nic-ip-forwarding
    enableIPForwarding: true
  }
}
