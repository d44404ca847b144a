const jwt = require('jsonwebtoken');

function user(token) {
  // ruleid: javascript-jwt-decoded-only
  return jwt.decode(token).sub;
}

function key(token) {
  // ok: javascript-jwt-decoded-only
  return jwt.decode(token, { complete: true }).header.kid;
}

function checked(token, secret) {
  // ok: javascript-jwt-decoded-only
  const early = jwt.decode(token);
  jwt.verify(token, secret);
  return early;
}
