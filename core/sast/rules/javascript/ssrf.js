const axios = require('axios');

app.get('/proxy', async (req, res) => {
  const url = req.query.url;
  // ruleid: javascript-ssrf
  const page = await fetch(url);
  // ruleid: javascript-ssrf
  await axios.get(`http://${req.query.host}/status`);
  res.send(page);
});

app.get('/safe', async (req, res) => {
  // ok: javascript-ssrf
  await fetch('https://example.com/status');
  // ok: javascript-ssrf
  await axios.get(`https://example.com/users/${req.query.user}`);
  // ok: javascript-ssrf
  await axios.get('https://example.com/users/' + req.query.user);
  // ok: javascript-ssrf
  await axios.post('https://example.com/users', req.body);
});

app.get('/proxy', (req, res) => {
  const https = require('https');
  // ruleid: javascript-ssrf
  https.request({ hostname: req.query.host, path: '/' }, done);
  // ok: javascript-ssrf
  https.request({ hostname: 'partner.example', path: req.query.path }, done);
});

app.get('/check', async (req, res) => {
  const querystring = require('querystring');
  const query = querystring.stringify({ response: req.query.token });
  // ok: javascript-ssrf
  res.json(await fetch(`${service}?${query}`));
});

app.get('/behind', async (req, res) => {
  // ok: javascript-ssrf
  await fetch(base + '/users/' + req.query.user);
  // ok: javascript-ssrf
  await fetch(`${config.base}/users/${req.query.user}`);
  const chosen = req.query.base;
  // ruleid: javascript-ssrf
  await fetch(`${chosen}/users/all`);
  if (!isAllowedUrl(chosen)) return res.sendStatus(400);
  // ok: javascript-ssrf
  res.json(await fetch(chosen));
});
