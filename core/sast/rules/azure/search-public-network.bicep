resource bad0 'Microsoft.Search/searchServices@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-search-public-network
    publicNetworkAccess: 'enabled'
  }
}

resource good 'Microsoft.Search/searchServices@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-search-public-network
    publicNetworkAccess: 'disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-search-public-network
    publicNetworkAccess: 'enabled'
  }
}
