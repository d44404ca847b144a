resource bad0 'Microsoft.DocumentDB/databaseAccounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-cosmos-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.DocumentDB/databaseAccounts@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-cosmos-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-cosmos-public-network
    publicNetworkAccess: 'Enabled'
  }
}
