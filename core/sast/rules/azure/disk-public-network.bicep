resource bad0 'Microsoft.Compute/disks@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-disk-public-network
    networkAccessPolicy: 'AllowAll'
  }
}

resource good 'Microsoft.Compute/disks@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-disk-public-network
    networkAccessPolicy: 'DenyAll'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-disk-public-network
    networkAccessPolicy: 'AllowAll'
  }
}
