resource bad0 'Microsoft.Web/sites/config@2024-01-01' = {
  name: 'bad0'
  properties: {
    globalValidation: {
      // ruleid: bicep-app-service-anonymous
      unauthenticatedClientAction: 'AllowAnonymous'
    }
  }
}

resource good 'Microsoft.Web/sites/config@2024-01-01' = {
  name: 'good'
  properties: {
    globalValidation: {
      // ok: bicep-app-service-anonymous
      unauthenticatedClientAction: 'RedirectToLoginPage'
    }
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    globalValidation: {
      // ok: bicep-app-service-anonymous
      unauthenticatedClientAction: 'AllowAnonymous'
    }
  }
}
