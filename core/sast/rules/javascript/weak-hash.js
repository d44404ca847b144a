const crypto = require('crypto');
const OLD = 'sha1';

function hits(data) {
  // ruleid: javascript-weak-hash
  crypto.createHash('md5').update(data);
  // ruleid: javascript-weak-hash
  return crypto.createHash(OLD).update(data).digest('hex');
}

function misses(data, name) {
  // ok: javascript-weak-hash
  crypto.createHash('sha256').update(data);
  // ok: javascript-weak-hash
  return crypto.createHash(name);
}
