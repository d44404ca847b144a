const session = require('express-session');
const cookieParser = require('cookie-parser');

// ruleid: javascript-session-known-secret
app.use(session({ secret: 'keyboard cat', resave: false }));
// ok: javascript-session-known-secret
app.use(session({ secret: process.env.SESSION_SECRET }));
// ruleid: javascript-session-known-secret
app.use(cookieParser('secret'));
// ok: javascript-session-known-secret
app.use(cookieParser(config.secret));
// ok: javascript-session-known-secret
app.use(cookieParser());
