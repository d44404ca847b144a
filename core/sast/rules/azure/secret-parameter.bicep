// ruleid: bicep-secret-parameter-not-secure
param adminPassword string
// ruleid: bicep-secret-parameter-not-secure
param storageConnectionString string = ''
// ok: bicep-secret-parameter-not-secure
param secretName string
// ok: bicep-secret-parameter-not-secure
param passwordLength int = 20
// ok: bicep-secret-parameter-not-secure
@secure()
param sqlPassword string

// ruleid: bicep-secure-parameter-with-default
@secure()
param loginPassword string = 'Example-1-only'
// ok: bicep-secure-parameter-with-default
@secure()
param freshPassword string = newGuid()
// ok: bicep-secure-parameter-with-default
@secure()
param emptyPassword string = ''
