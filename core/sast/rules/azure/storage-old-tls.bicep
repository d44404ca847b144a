resource bad0 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-storage-old-tls
    minimumTlsVersion: 'TLS1_0'
  }
}

resource bad1 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'bad1'
  properties: {
    // ruleid: bicep-storage-old-tls
    minimumTlsVersion: 'TLS1_1'
  }
}

resource good 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-storage-old-tls
    minimumTlsVersion: 'TLS1_2'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-storage-old-tls
    minimumTlsVersion: 'TLS1_0'
  }
}
