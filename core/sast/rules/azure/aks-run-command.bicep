resource bad0 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'bad0'
  properties: {
    apiServerAccessProfile: {
      // ruleid: bicep-aks-run-command
      disableRunCommand: false
    }
  }
}

resource good 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'good'
  properties: {
    apiServerAccessProfile: {
      // ok: bicep-aks-run-command
      disableRunCommand: true
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    apiServerAccessProfile: {
      // ok: bicep-aks-run-command
      disableRunCommand: false
    }
  }
}
