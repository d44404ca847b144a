const ldap = require('ldapjs');
const { EqualityFilter } = ldap;

app.post('/login', (req, res) => {
  const client = ldap.createClient({ url: 'ldaps://directory' });
  // ruleid: javascript-ldap-injection
  client.search('ou=people', { filter: `(uid=${req.body.user})`, scope: 'sub' }, done);
  const filter = '(uid=' + req.body.user + ')';
  // ruleid: javascript-ldap-injection
  client.search('ou=people', { filter }, done);
  // ok: javascript-ldap-injection
  client.search('ou=people', { filter: new EqualityFilter({ attribute: 'uid', value: req.body.user }) }, done);
  // ok: javascript-ldap-injection
  client.search('ou=people', { filter: '(uid=' + escapeFilter(req.body.user) + ')' }, done);
  // ruleid: javascript-ldap-injection
  client.search('ou=' + req.body.unit, { scope: 'sub' }, done);
});
