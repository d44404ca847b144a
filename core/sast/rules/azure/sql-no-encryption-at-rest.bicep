resource bad0 'Microsoft.Sql/servers/databases/transparentDataEncryption@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-sql-no-encryption-at-rest
    state: 'Disabled'
  }
}

resource good 'Microsoft.Sql/servers/databases/transparentDataEncryption@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-sql-no-encryption-at-rest
    state: 'Enabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-sql-no-encryption-at-rest
    state: 'Disabled'
  }
}
