resource bad0 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    networkAcls: {
      // ruleid: bicep-storage-open-network
      defaultAction: 'Allow'
    }
  }
}

resource good 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'good'
  properties: {
    networkAcls: {
      // ok: bicep-storage-open-network
      defaultAction: 'Deny'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    networkAcls: {
      // ok: bicep-storage-open-network
      defaultAction: 'Allow'
    }
  }
}
