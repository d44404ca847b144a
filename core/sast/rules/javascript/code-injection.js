const vm = require('vm');

app.post('/run', (req, res) => {
  // ruleid: javascript-code-injection
  const total = eval(req.body.formula);
  // ruleid: javascript-code-injection
  vm.runInNewContext(req.body.code);
  res.json(total);
});

app.post('/safe', (req, res) => {
  // ok: javascript-code-injection
  const data = JSON.parse(req.body.data);
  // ok: javascript-code-injection
  setTimeout(() => res.json(req.body), 10);
  // ok: javascript-code-injection
  eval('1 + 1');
});

app.post('/compile', (req, res) => {
  const vm = require('vm');
  // ruleid: javascript-code-injection
  vm.compileFunction(req.body.source);
  // ok: javascript-code-injection
  vm.compileFunction('return 1');
});

app.get('/slow', (req, res) => {
  const { abort, script } = req.query;
  // ok: javascript-code-injection
  setTimeout(abort, 5000);
  // ruleid: javascript-code-injection
  setTimeout(script, 5000);
});
