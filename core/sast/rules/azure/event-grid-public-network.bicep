resource bad0 'Microsoft.EventGrid/topics@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-event-grid-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.EventGrid/topics@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-event-grid-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-event-grid-public-network
    publicNetworkAccess: 'Enabled'
  }
}
