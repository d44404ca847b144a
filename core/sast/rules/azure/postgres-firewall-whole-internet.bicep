resource bad0 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-01-01' = {
  name: 'bad0'
  properties: {
    startIpAddress: '203.0.113.7'
    // ruleid: bicep-postgres-firewall-whole-internet
    endIpAddress: '255.255.255.255'
  }
}

resource good 'Microsoft.DBforPostgreSQL/flexibleServers/firewallRules@2024-01-01' = {
  name: 'good'
  properties: {
    startIpAddress: '203.0.113.7'
    // ok: bicep-postgres-firewall-whole-internet
    endIpAddress: '203.0.113.7'
  }
}

resource other 'Contoso.Shop/orders@2024-01-01' = {
  name: 'other'
  properties: {
    startIpAddress: '203.0.113.7'
    // ok: bicep-postgres-firewall-whole-internet
    endIpAddress: '255.255.255.255'
  }
}
