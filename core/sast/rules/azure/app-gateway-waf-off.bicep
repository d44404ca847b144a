resource bad0 'Microsoft.Network/applicationGateways@2024-01-01' = {
  name: 'bad0'
  properties: {
    webApplicationFirewallConfiguration: {
      // ruleid: bicep-app-gateway-waf-off
      enabled: false
    }
  }
}

resource good 'Microsoft.Network/applicationGateways@2024-01-01' = {
  name: 'good'
  properties: {
    webApplicationFirewallConfiguration: {
      // ok: bicep-app-gateway-waf-off
      enabled: true
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    webApplicationFirewallConfiguration: {
      // ok: bicep-app-gateway-waf-off
      enabled: false
    }
  }
}
