app.post('/login', (req, res) => {
  // ruleid: javascript-cookie-without-options
  res.cookie('token', token);
  // ruleid: javascript-cookie-without-options
  res.cookie('sid', id, { maxAge: 1000 });
  // ok: javascript-cookie-without-options
  res.cookie('token', token, { httpOnly: true });
  // ok: javascript-cookie-without-options
  res.cookie('theme', 'dark');
  // ok: javascript-cookie-without-options
  res.cookie('token', token, { ...defaults });
  // ok: javascript-cookie-without-options
  res.cookie('token', token, options);
});
