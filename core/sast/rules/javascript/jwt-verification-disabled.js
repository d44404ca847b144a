const jwt = require('jsonwebtoken');

function hits(token, key) {
  // ruleid: javascript-jwt-verification-disabled
  jwt.verify(token, key, { algorithms: ['HS256', 'none'] });
  // ruleid: javascript-jwt-verification-disabled
  return jwt.sign({ admin: true }, null, { algorithm: 'none' });
}

function misses(token, key) {
  // ok: javascript-jwt-verification-disabled
  return jwt.verify(token, key, { algorithms: ['ES256'] });
}
