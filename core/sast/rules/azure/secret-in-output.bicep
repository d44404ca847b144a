resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: 'shop'
}

// ruleid: bicep-secret-in-output
output key string = account.listKeys().keys[0].value
// ruleid: bicep-secret-in-output
output connection string = 'AccountName=shop;AccountKey=${listKeys(account.id, account.apiVersion).keys[0].value}'
// ok: bicep-secret-in-output
output name string = account.name
// ok: bicep-secret-in-output
@secure()
output hidden string = account.listKeys().keys[0].value
