resource bad0 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'bad0'
  properties: {
    networkAcls: {
      // ruleid: bicep-key-vault-open-network
      defaultAction: 'Allow'
    }
  }
}

resource good 'Microsoft.KeyVault/vaults@2024-01-01' = {
  name: 'good'
  properties: {
    networkAcls: {
      // ok: bicep-key-vault-open-network
      defaultAction: 'Deny'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    networkAcls: {
      // ok: bicep-key-vault-open-network
      defaultAction: 'Allow'
    }
  }
}
