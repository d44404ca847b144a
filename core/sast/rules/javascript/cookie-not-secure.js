const session = require('express-session');

app.use(
  // ruleid: javascript-cookie-not-secure
  session({ secret: key, cookie: { secure: false } }));
// ok: javascript-cookie-not-secure
app.use(session({ secret: key, cookie: { secure: true, httpOnly: true } }));

app.get('/login', (req, res) => {
  // ruleid: javascript-cookie-not-secure
  res.cookie('session', id, { httpOnly: false });
  // ok: javascript-cookie-not-secure
  res.cookie('session', id, { httpOnly: true, secure: true });
  // ok: javascript-cookie-not-secure
  res.cookie('theme', 'dark', { httpOnly: false });
});
