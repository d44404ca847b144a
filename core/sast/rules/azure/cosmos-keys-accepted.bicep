resource bad0 'Microsoft.DocumentDB/databaseAccounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-cosmos-keys-accepted
    disableLocalAuth: false
  }
}

resource good 'Microsoft.DocumentDB/databaseAccounts@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-cosmos-keys-accepted
    disableLocalAuth: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-cosmos-keys-accepted
    disableLocalAuth: false
  }
}
