resource bad0 'Microsoft.Cdn/profiles/endpoints@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-cdn-plain-http
    isHttpAllowed: true
  }
}

resource good 'Microsoft.Cdn/profiles/endpoints@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-cdn-plain-http
    isHttpAllowed: false
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-cdn-plain-http
    isHttpAllowed: true
  }
}
