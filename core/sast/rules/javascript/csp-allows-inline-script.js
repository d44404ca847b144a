const helmet = require('helmet');

app.use(helmet.contentSecurityPolicy({
  // ruleid: javascript-csp-allows-inline-script
  directives: { scriptSrc: ["'self'", "'unsafe-inline'"] },
}));
app.use(helmet.contentSecurityPolicy({
  // ok: javascript-csp-allows-inline-script
  directives: { scriptSrc: ["'self'", nonce], styleSrc: ["'unsafe-inline'"] },
}));
