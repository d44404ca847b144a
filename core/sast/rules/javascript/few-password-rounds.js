const bcrypt = require('bcrypt');
const crypto = require('crypto');

function hash(password, salt) {
  // ruleid: javascript-few-password-rounds
  bcrypt.hash(password, 5);
  // ok: javascript-few-password-rounds
  bcrypt.hash(password, 12);
  // ruleid: javascript-few-password-rounds
  crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512');
  // ok: javascript-few-password-rounds
  crypto.pbkdf2Sync(password, salt, 210000, 64, 'sha512');
}
