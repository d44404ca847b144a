resource bad0 'Microsoft.App/containerApps@2024-01-01' = {
  name: 'bad0'
  properties: {
    configuration: {
      ingress: {
        // ruleid: bicep-container-app-plain-http
        allowInsecure: true
      }
    }
  }
}

resource good 'Microsoft.App/containerApps@2024-01-01' = {
  name: 'good'
  properties: {
    configuration: {
      ingress: {
        // ok: bicep-container-app-plain-http
        allowInsecure: false
      }
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    configuration: {
      ingress: {
        // ok: bicep-container-app-plain-http
        allowInsecure: true
      }
    }
  }
}
