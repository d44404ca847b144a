resource bad0 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-event-hubs-old-tls
    minimumTlsVersion: '1.0'
  }
}

resource bad1 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'bad1'
  properties: {
    // ruleid: bicep-event-hubs-old-tls
    minimumTlsVersion: '1.1'
  }
}

resource good 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-event-hubs-old-tls
    minimumTlsVersion: '1.2'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-event-hubs-old-tls
    minimumTlsVersion: '1.0'
  }
}
