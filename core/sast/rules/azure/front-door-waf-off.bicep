resource bad0 'Microsoft.Network/frontdoorWebApplicationFirewallPolicies@2024-01-01' = {
  name: 'bad0'
  properties: {
    policySettings: {
      // ruleid: bicep-front-door-waf-off
      enabledState: 'Disabled'
    }
  }
}

resource good 'Microsoft.Network/frontdoorWebApplicationFirewallPolicies@2024-01-01' = {
  name: 'good'
  properties: {
    policySettings: {
      // ok: bicep-front-door-waf-off
      enabledState: 'Enabled'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    policySettings: {
      // ok: bicep-front-door-waf-off
      enabledState: 'Disabled'
    }
  }
}
