resource bad0 'Microsoft.Synapse/workspaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-synapse-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.Synapse/workspaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-synapse-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-synapse-public-network
    publicNetworkAccess: 'Enabled'
  }
}
