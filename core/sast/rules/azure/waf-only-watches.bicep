resource bad0 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2024-01-01' = {
  name: 'bad0'
  properties: {
    policySettings: {
      // ruleid: bicep-waf-only-watches
      mode: 'Detection'
    }
  }
}

resource good 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2024-01-01' = {
  name: 'good'
  properties: {
    policySettings: {
      // ok: bicep-waf-only-watches
      mode: 'Prevention'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    policySettings: {
      // ok: bicep-waf-only-watches
      mode: 'Detection'
    }
  }
}
