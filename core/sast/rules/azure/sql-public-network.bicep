resource bad0 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-sql-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-sql-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-sql-public-network
    publicNetworkAccess: 'Enabled'
  }
}
