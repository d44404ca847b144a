const escapeHtml = require('escape-html');

app.get('/hello', (req, res) => {
  const name = req.query.name;
  // ruleid: javascript-xss-response
  res.send(`<p>Hello ${name}</p>`);
  // ruleid: javascript-xss-response
  res.write('<b>' + req.params.title + '</b>');
});

app.get('/safe', (req, res) => {
  // ok: javascript-xss-response
  res.send(`<p>Hello ${escapeHtml(req.query.name)}</p>`);
  // ok: javascript-xss-response
  res.json({ name: req.query.name });
  // ok: javascript-xss-response
  res.send({ name: req.query.name });
});

app.get('/stored', async (req, res) => {
  const page = await pages.findOne({ id: req.params.id });
  // ok: javascript-xss-response
  res.send(page);
  // ruleid: javascript-xss-response
  res.send('<h1>' + req.params.id + '</h1>');
});

app.get('/locale', (req, res) => {
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  // ok: javascript-xss-response
  res.send(`{"${req.query.locale}":${JSON.stringify(texts)}}`);
});

app.get('/page', (req, res) => {
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  // ruleid: javascript-xss-response
  res.send(`<p>${req.query.locale}</p>`);
});
