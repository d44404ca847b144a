resource bad0 'Microsoft.Cache/redis@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-redis-old-tls
    minimumTlsVersion: '1.0'
  }
}

resource bad1 'Microsoft.Cache/redis@2024-01-01' = {
  name: 'bad1'
  properties: {
    // ruleid: bicep-redis-old-tls
    minimumTlsVersion: '1.1'
  }
}

resource good 'Microsoft.Cache/redis@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-redis-old-tls
    minimumTlsVersion: '1.2'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-redis-old-tls
    minimumTlsVersion: '1.0'
  }
}
