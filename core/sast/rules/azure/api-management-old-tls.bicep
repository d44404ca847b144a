resource bad0 'Microsoft.ApiManagement/service@2024-01-01' = {
  name: 'bad0'
  properties: {
    customProperties: {
      // ruleid: bicep-api-management-old-tls
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'True'
    }
  }
}

resource good 'Microsoft.ApiManagement/service@2024-01-01' = {
  name: 'good'
  properties: {
    customProperties: {
      // ok: bicep-api-management-old-tls
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'False'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    customProperties: {
      // ok: bicep-api-management-old-tls
      'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10': 'True'
    }
  }
}
