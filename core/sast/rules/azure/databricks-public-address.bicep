resource bad0 'Microsoft.Databricks/workspaces@2024-01-01' = {
  name: 'bad0'
  properties: {
    parameters: {
      enableNoPublicIp: {
        // ruleid: bicep-databricks-public-address
        value: false
      }
    }
  }
}

resource good 'Microsoft.Databricks/workspaces@2024-01-01' = {
  name: 'good'
  properties: {
    parameters: {
      enableNoPublicIp: {
        // ok: bicep-databricks-public-address
        value: true
      }
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    parameters: {
      enableNoPublicIp: {
        // ok: bicep-databricks-public-address
        value: false
      }
    }
  }
}
