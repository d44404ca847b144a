resource bad0 'Microsoft.Network/virtualNetworks/subnets@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-subnet-no-network-policies
    privateEndpointNetworkPolicies: 'Disabled'
  }
}

resource good 'Microsoft.Network/virtualNetworks/subnets@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-subnet-no-network-policies
    privateEndpointNetworkPolicies: 'Enabled'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-subnet-no-network-policies
    privateEndpointNetworkPolicies: 'Disabled'
  }
}
