resource bad0 'Microsoft.RecoveryServices/vaults/backupconfig@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-backup-no-soft-delete
    softDeleteFeatureState: 'Disabled'
  }
}

resource good 'Microsoft.RecoveryServices/vaults/backupconfig@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-backup-no-soft-delete
    softDeleteFeatureState: 'Enabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-backup-no-soft-delete
    softDeleteFeatureState: 'Disabled'
  }
}
