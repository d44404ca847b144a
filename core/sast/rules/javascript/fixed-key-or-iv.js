const crypto = require('crypto');

function seal(key, text) {
  // ruleid: javascript-fixed-key-or-iv
  crypto.createCipheriv('aes-256-gcm', key, '000000000000');
  // ruleid: javascript-fixed-key-or-iv
  crypto.createCipheriv('aes-256-cbc', key, Buffer.alloc(16));
  // ruleid: javascript-fixed-key-or-iv
  crypto.createCipheriv('aes-256-cbc', Buffer.from('6b657931', 'hex'), text);
  const iv = crypto.randomBytes(12);
  // ok: javascript-fixed-key-or-iv
  return crypto.createCipheriv('aes-256-gcm', key, iv);
}

// ok: javascript-fixed-key-or-iv
const block = crypto.createCipheriv('des-ecb', sessionKey, '');
