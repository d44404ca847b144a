const crypto = require('crypto');

function hash(password) {
  // ruleid: javascript-fast-password-hash
  return crypto.createHash('sha256').update(password).digest('hex');
}

function etag(content) {
  // ok: javascript-fast-password-hash
  return crypto.createHash('sha256').update(content).digest('hex');
}

function login(user) {
  // ruleid: javascript-fast-password-hash
  return md5(user.password);
}

// ok: javascript-fast-password-hash
crypto.createHash('sha256').update('page');
