const _ = require('lodash');

app.get('/search', (req, res) => {
  // ruleid: javascript-regex-injection
  const wanted = new RegExp(req.query.q, 'i');
  // ruleid: javascript-regex-injection
  const other = RegExp('^' + req.params.prefix);
  // ok: javascript-regex-injection
  const escaped = new RegExp(_.escapeRegExp(req.query.q), 'i');
  // ok: javascript-regex-injection
  const mine = new RegExp(escapeRegex(req.query.q));
  // ok: javascript-regex-injection
  const fixed = new RegExp('^[a-z]+$').test(req.query.q);
  res.json([wanted, other, escaped, mine, fixed]);
});
