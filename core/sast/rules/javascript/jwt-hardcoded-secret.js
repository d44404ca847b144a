const jwt = require('jsonwebtoken');

function issue(id) {
  // ruleid: javascript-jwt-hardcoded-secret
  return jwt.sign({ id }, 'top-secret', { expiresIn: '1h' });
}

function check(token) {
  // ruleid: javascript-jwt-hardcoded-secret
  jwt.verify(token, 'top-secret');
  // ok: javascript-jwt-hardcoded-secret
  jwt.verify(token, process.env.TOKEN_SECRET);
  // ok: javascript-jwt-hardcoded-secret
  return jwt.verify(token, key, { algorithms: ['RS256'] });
}

// ok: javascript-jwt-hardcoded-secret
encoder.sign({ id }, 'top-secret');
