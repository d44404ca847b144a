resource bad0 'Microsoft.Devices/IotHubs@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-iot-hub-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.Devices/IotHubs@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-iot-hub-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-iot-hub-public-network
    publicNetworkAccess: 'Enabled'
  }
}
