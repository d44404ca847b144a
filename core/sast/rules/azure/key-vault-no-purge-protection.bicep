resource bad0 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-key-vault-no-purge-protection
    enablePurgeProtection: false
  }
}

resource good 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-key-vault-no-purge-protection
    enablePurgeProtection: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-key-vault-no-purge-protection
    enablePurgeProtection: false
  }
}
