resource bad0 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-service-bus-keys-accepted
    disableLocalAuth: false
  }
}

resource good 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-service-bus-keys-accepted
    disableLocalAuth: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-service-bus-keys-accepted
    disableLocalAuth: false
  }
}
