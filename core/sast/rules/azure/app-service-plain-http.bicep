resource bad0 'Microsoft.Web/sites@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-app-service-plain-http
    httpsOnly: false
  }
}

// ruleid: bicep-app-service-plain-http
resource missing 'Microsoft.Web/sites@2024-01-01' = {
  name: 'missing'
  properties: {
    displayName: 'x'
  }
}

resource good 'Microsoft.Web/sites@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-app-service-plain-http
    httpsOnly: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-app-service-plain-http
    httpsOnly: false
  }
}
