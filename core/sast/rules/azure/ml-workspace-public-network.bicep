resource bad0 'Microsoft.MachineLearningServices/workspaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-ml-workspace-public-network
    publicNetworkAccess: 'Enabled'
  }
}

resource good 'Microsoft.MachineLearningServices/workspaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-ml-workspace-public-network
    publicNetworkAccess: 'Disabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-ml-workspace-public-network
    publicNetworkAccess: 'Enabled'
  }
}
