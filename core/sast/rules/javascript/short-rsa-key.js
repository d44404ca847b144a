const crypto = require('crypto');
const NodeRSA = require('node-rsa');

// ruleid: javascript-short-rsa-key
const weak = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
// ok: javascript-short-rsa-key
const strong = crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });
// ruleid: javascript-short-rsa-key
const old = new NodeRSA({ b: 512 });
