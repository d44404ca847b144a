resource group 'Microsoft.Network/networkSecurityGroups@2024-01-01' = {
  name: 'nsg'
  properties: {
    securityRules: [
      {
        name: 'ssh'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          // ruleid: bicep-nsg-open-management
          destinationPortRange: '22'
        }
      }
      {
        name: 'https'
        properties: {
          direction: 'Inbound'
          access: 'Allow'
          sourceAddressPrefix: 'Internet'
          // ok: bicep-nsg-open-management
          destinationPortRange: '443'
        }
      }
      {
        name: 'deny'
        properties: {
          direction: 'Inbound'
          access: 'Deny'
          sourceAddressPrefix: '*'
          // ok: bicep-nsg-open-management
          destinationPortRange: '22'
        }
      }
      {
        name: 'office'
        properties: {
          direction: 'Inbound'
          access: 'Allow'
          sourceAddressPrefix: '203.0.113.0/28'
          // ok: bicep-nsg-open-management
          destinationPortRange: '22'
        }
      }
    ]
  }
}

resource rule 'Microsoft.Network/networkSecurityGroups/securityRules@2024-01-01' = {
  name: 'rdp'
  properties: {
    // ruleid: bicep-nsg-open-management
    destinationPortRange: '3389'
    sourceAddressPrefix: 'Internet'
    access: 'Allow'
    direction: 'Inbound'
  }
}
