const https = require('https');

// ruleid: javascript-tls-verification-disabled
const open = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
// ruleid: javascript-tls-verification-disabled
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

// ok: javascript-tls-verification-disabled
const closed = new https.Agent({ rejectUnauthorized: true });
// ok: javascript-tls-verification-disabled
const mode = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
if (settings.allowUnauthorizedCerts) {
  options.tls = {
    // ok: javascript-tls-verification-disabled
    rejectUnauthorized: false,
  };
}
if (settings.retries) {
  // ruleid: javascript-tls-verification-disabled
  options.tls = { rejectUnauthorized: false };
}
// ok: javascript-tls-verification-disabled
const chosen = new https.Agent(insecure ? { rejectUnauthorized: false } : {});
// ruleid: javascript-tls-verification-disabled
const other = new https.Agent(keepAlive ? { rejectUnauthorized: false } : {});
// ok: javascript-tls-verification-disabled
const spread = new https.Agent({ ...(args.skipVerify && { rejectUnauthorized: false }) });

function insecureAgent() {
  // ok: javascript-tls-verification-disabled
  return new https.Agent({ rejectUnauthorized: false });
}
