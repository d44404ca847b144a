resource bad0 'Microsoft.Compute/virtualMachines@2024-01-01' = {
  name: 'bad0'
  properties: {
    osProfile: {
      linuxConfiguration: {
        // ruleid: bicep-vm-password-login
        disablePasswordAuthentication: false
      }
    }
  }
}

resource good 'Microsoft.Compute/virtualMachines@2024-01-01' = {
  name: 'good'
  properties: {
    osProfile: {
      linuxConfiguration: {
        // ok: bicep-vm-password-login
        disablePasswordAuthentication: true
      }
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    osProfile: {
      linuxConfiguration: {
        // ok: bicep-vm-password-login
        disablePasswordAuthentication: false
      }
    }
  }
}
