resource bad0 'Microsoft.DataFactory/factories@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-data-factory-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.DataFactory/factories@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-data-factory-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-data-factory-public-network
    publicNetworkAccess: 'Enabled'
  }
}
