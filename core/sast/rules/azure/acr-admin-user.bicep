resource bad0 'Microsoft.ContainerRegistry/registries@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-acr-admin-user
    adminUserEnabled: true
  }
}

resource good 'Microsoft.ContainerRegistry/registries@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-acr-admin-user
    adminUserEnabled: false
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-acr-admin-user
    adminUserEnabled: true
  }
}
