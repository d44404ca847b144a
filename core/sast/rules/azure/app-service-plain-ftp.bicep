resource bad0 'Microsoft.Web/sites@2024-01-01' = {
  name: 'bad0'
  properties: {
    siteConfig: {
      // ruleid: bicep-app-service-plain-ftp
      ftpsState: 'AllAllowed'
    }
  }
}

resource good 'Microsoft.Web/sites@2024-01-01' = {
  name: 'good'
  properties: {
    siteConfig: {
      // ok: bicep-app-service-plain-ftp
      ftpsState: 'Disabled'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    siteConfig: {
      // ok: bicep-app-service-plain-ftp
      ftpsState: 'AllAllowed'
    }
  }
}
