resource bad0 'Microsoft.DBforPostgreSQL/servers@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-postgres-no-tls
    sslEnforcement: 'Disabled'
  }
}

resource good 'Microsoft.DBforPostgreSQL/servers@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-postgres-no-tls
    sslEnforcement: 'Enabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-postgres-no-tls
    sslEnforcement: 'Disabled'
  }
}
