resource bad0 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-event-hubs-keys-accepted
    disableLocalAuth: false
  }
}

resource good 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-event-hubs-keys-accepted
    disableLocalAuth: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-event-hubs-keys-accepted
    disableLocalAuth: false
  }
}
