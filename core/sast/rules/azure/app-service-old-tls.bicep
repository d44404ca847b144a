resource bad0 'Microsoft.Web/sites@2024-01-01' = {
  name: 'bad0'
  properties: {
    siteConfig: {
      // ruleid: bicep-app-service-old-tls
      minTlsVersion: '1.0'
    }
  }
}

resource bad1 'Microsoft.Web/sites@2024-01-01' = {
  name: 'bad1'
  properties: {
    siteConfig: {
      // ruleid: bicep-app-service-old-tls
      minTlsVersion: '1.1'
    }
  }
}

resource good 'Microsoft.Web/sites@2024-01-01' = {
  name: 'good'
  properties: {
    siteConfig: {
      // ok: bicep-app-service-old-tls
      minTlsVersion: '1.2'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    siteConfig: {
      // ok: bicep-app-service-old-tls
      minTlsVersion: '1.0'
    }
  }
}
