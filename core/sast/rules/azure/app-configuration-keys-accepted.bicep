resource bad0 'Microsoft.AppConfiguration/configurationStores@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-app-configuration-keys-accepted
    disableLocalAuth: false
  }
}

resource good 'Microsoft.AppConfiguration/configurationStores@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-app-configuration-keys-accepted
    disableLocalAuth: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-app-configuration-keys-accepted
    disableLocalAuth: false
  }
}
