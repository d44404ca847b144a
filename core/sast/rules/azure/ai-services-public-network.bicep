resource bad0 'Microsoft.CognitiveServices/accounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-ai-services-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.CognitiveServices/accounts@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-ai-services-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-ai-services-public-network
    publicNetworkAccess: 'Enabled'
  }
}
