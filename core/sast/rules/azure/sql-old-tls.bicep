resource bad0 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-sql-old-tls
    minimalTlsVersion: '1.0'
  }
}

resource bad1 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'bad1'
  properties: {
    // ruleid: bicep-sql-old-tls
    minimalTlsVersion: '1.1'
  }
}

resource bad2 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'bad2'
  properties: {
    // ruleid: bicep-sql-old-tls
    minimalTlsVersion: 'None'
  }
}

resource good 'Microsoft.Sql/servers@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-sql-old-tls
    minimalTlsVersion: '1.2'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-sql-old-tls
    minimalTlsVersion: '1.0'
  }
}
