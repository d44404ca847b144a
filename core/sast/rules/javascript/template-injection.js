const ejs = require('ejs');
const pug = require('pug');
const nunjucks = require('nunjucks');
const _ = require('lodash');

app.get('/hello', (req, res) => {
  // ruleid: javascript-template-injection
  res.send(ejs.render('<p>Hello ' + req.query.name + '</p>'));
  // ok: javascript-template-injection
  res.send(ejs.render('<p>Hello <%= name %></p>', { name: req.query.name }));
  const source = `p ${req.body.text}`;
  // ruleid: javascript-template-injection
  const view = pug.compile(source);
  // ok: javascript-template-injection
  const fixed = pug.compile('p hello');
  res.send(view() + fixed());
});

router.post('/mail', async (ctx) => {
  // ruleid: javascript-template-injection
  ctx.body = nunjucks.renderString(ctx.request.body.mail, { name: 'x' });
  // ruleid: javascript-template-injection
  ctx.body += _.template(ctx.query.subject)({ name: 'x' });
});
