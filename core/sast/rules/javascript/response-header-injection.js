app.get('/file', (req, res) => {
  // ruleid: javascript-response-header-injection
  res.setHeader('Content-Disposition', 'attachment; filename=' + req.query.name);
  // ruleid: javascript-response-header-injection
  res.setHeader(req.query.header, 'x');
  // ok: javascript-response-header-injection
  res.setHeader('Content-Disposition', 'attachment; filename=' + encodeURIComponent(req.query.name));
  // ok: javascript-response-header-injection
  res.setHeader('X-Mode', req.query.mode === 'fast' ? 'fast' : 'slow');
  // ok: javascript-response-header-injection
  settings.set('name', req.query.name);
});
