app.post('/run', (req, res) => {
  // ruleid: javascript-dynamic-method-call
  actions[req.body.action](req.body);
  const name = req.params.name;
  // ruleid: javascript-dynamic-method-call
  handlers[name]();
  // ok: javascript-dynamic-method-call
  actions['save'](req.body);
  const run = actionMap.get(req.body.action);
  // ok: javascript-dynamic-method-call
  if (run) run(req.body);
  const kind = req.query.kind;
  if (!kinds.includes(kind)) return res.sendStatus(400);
  // ok: javascript-dynamic-method-call
  handlers[kind]();
});
