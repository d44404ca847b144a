app.get('/plugin', async (req, res) => {
  // ruleid: javascript-dynamic-require
  const plugin = require('./plugins/' + req.query.plugin);
  // ruleid: javascript-dynamic-require
  const other = await import(`./plugins/${req.params.name}.js`);
  // ok: javascript-dynamic-require
  const fixed = require('./plugins/list');
  // ok: javascript-dynamic-require
  const page = require('./pages/' + parseInt(req.query.page, 10));
  res.json([plugin, other, fixed, page]);
});

app.get('/language', (req, res) => {
  const full = path.join(languages, req.query.language, 'full.json');
  if (!full.startsWith(languages)) return res.sendStatus(404);
  // ok: javascript-dynamic-require
  res.json(require(full));
});
