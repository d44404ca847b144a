resource bad0 'Microsoft.Compute/virtualMachines@2024-01-01' = {
  name: 'bad0'
  properties: {
    securityProfile: {
      // ruleid: bicep-vm-no-host-encryption
      encryptionAtHost: false
    }
  }
}

resource good 'Microsoft.Compute/virtualMachines@2024-01-01' = {
  name: 'good'
  properties: {
    securityProfile: {
      // ok: bicep-vm-no-host-encryption
      encryptionAtHost: true
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    securityProfile: {
      // ok: bicep-vm-no-host-encryption
      encryptionAtHost: false
    }
  }
}
