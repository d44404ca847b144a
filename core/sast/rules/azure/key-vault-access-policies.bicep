resource bad0 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-key-vault-access-policies
    enableRbacAuthorization: false
  }
}

resource good 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-key-vault-access-policies
    enableRbacAuthorization: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-key-vault-access-policies
    enableRbacAuthorization: false
  }
}
