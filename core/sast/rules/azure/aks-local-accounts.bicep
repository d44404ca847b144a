resource bad0 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-aks-local-accounts
    disableLocalAccounts: false
  }
}

resource good 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-aks-local-accounts
    disableLocalAccounts: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-aks-local-accounts
    disableLocalAccounts: false
  }
}
