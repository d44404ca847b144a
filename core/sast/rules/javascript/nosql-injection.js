app.post('/login', async (req, res) => {
  // ruleid: javascript-nosql-injection
  const user = await users.findOne(req.body);
  res.json(user);
});

app.post('/safe', async (req, res) => {
  // ok: javascript-nosql-injection
  const user = await users.findOne({ name: String(req.body.name) });
  const wanted = users.find((u) => u.name === req.body.name);
  res.json(user || wanted);
});
