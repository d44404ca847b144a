const https = require('https');
const tls = require('tls');

// ruleid: javascript-old-tls-version
https.createServer({ minVersion: 'TLSv1' }, app);
// ok: javascript-old-tls-version
https.createServer({ minVersion: 'TLSv1.2' }, app);
// ruleid: javascript-old-tls-version
const agent = new https.Agent({ secureProtocol: 'TLSv1_method' });
// ruleid: javascript-old-tls-version
tls.DEFAULT_MIN_VERSION = 'TLSv1.1';
