resource bad0 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-storage-public-container
    publicAccess: 'Blob'
  }
}

resource bad1 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  name: 'bad1'
  properties: {
    // ruleid: bicep-storage-public-container
    publicAccess: 'Container'
  }
}

resource good 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-storage-public-container
    publicAccess: 'None'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-storage-public-container
    publicAccess: 'Blob'
  }
}
