const https = require('https');

// ruleid: javascript-tls-verification-disabled
const open = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
// ruleid: javascript-tls-verification-disabled
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

// ok: javascript-tls-verification-disabled
const closed = new https.Agent({ rejectUnauthorized: true });
// ok: javascript-tls-verification-disabled
const mode = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
