app.get('/users', async (req, res) => {
  // ruleid: javascript-nosql-where
  const found = await users.find({ $where: `this.name == '${req.query.name}'` }).toArray();
  // ok: javascript-nosql-where
  const safe = await users.find({ name: String(req.query.name) }).toArray();
  const min = parseInt(req.query.min, 10);
  // ok: javascript-nosql-where
  const old = await users.find({ $where: 'this.age > ' + min }).toArray();
  // ruleid: javascript-nosql-where
  const query = User.find().$where('this.age > ' + req.query.age);
  res.json([found, safe, old, query]);
});
