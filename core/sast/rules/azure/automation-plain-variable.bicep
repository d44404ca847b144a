resource bad0 'Microsoft.Automation/automationAccounts/variables@2024-01-01' = {
  name: 'bad0'
  properties: {
    // ruleid: bicep-automation-plain-variable
    isEncrypted: false
  }
}

resource good 'Microsoft.Automation/automationAccounts/variables@2024-01-01' = {
  name: 'good'
  properties: {
    // ok: bicep-automation-plain-variable
    isEncrypted: true
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    // ok: bicep-automation-plain-variable
    isEncrypted: false
  }
}
