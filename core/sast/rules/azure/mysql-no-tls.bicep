resource bad0 'Microsoft.DBforMySQL/servers@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-mysql-no-tls
    sslEnforcement: 'Disabled'
  }
}

resource good 'Microsoft.DBforMySQL/servers@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-mysql-no-tls
    sslEnforcement: 'Enabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-mysql-no-tls
    sslEnforcement: 'Disabled'
  }
}
