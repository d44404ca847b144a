const xpath = require('xpath');

app.get('/user', (req, res) => {
  // ruleid: javascript-xpath-injection
  res.json(xpath.select("//user[name='" + req.query.name + "']", doc));
  const id = req.params.id;
  // ruleid: javascript-xpath-injection
  res.json(xpath.select1(`//user[@id='${id}']`, doc));
  // ok: javascript-xpath-injection
  res.json(xpath.select(`//user[@id='${parseInt(id, 10)}']`, doc));
  // ok: javascript-xpath-injection
  res.json(xpath.parse('//user[name=$name]').select({ node: doc, variables: { name: req.query.name } }));
});
