resource bad0 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-storage-shared-key
    allowSharedKeyAccess: true
  }
}

resource good 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-storage-shared-key
    allowSharedKeyAccess: false
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-storage-shared-key
    allowSharedKeyAccess: true
  }
}
