resource bad0 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'bad0'
  properties: {
    addonProfiles: {
      kubeDashboard: {
        // ruleid: bicep-aks-dashboard
        enabled: true
      }
    }
  }
}

resource good 'Microsoft.ContainerService/managedClusters@2024-01-01' = {
  name: 'good'
  properties: {
    addonProfiles: {
      kubeDashboard: {
        // ok: bicep-aks-dashboard
        enabled: false
      }
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    addonProfiles: {
      kubeDashboard: {
        // ok: bicep-aks-dashboard
        enabled: true
      }
    }
  }
}
