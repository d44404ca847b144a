resource bad0 'Microsoft.Cache/redis@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-redis-plain-port
    enableNonSslPort: true
  }
}

resource good 'Microsoft.Cache/redis@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-redis-plain-port
    enableNonSslPort: false
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-redis-plain-port
    enableNonSslPort: true
  }
}
