app.post('/login', (req, res) => {
  // ruleid: javascript-log-injection
  logger.info('login by ' + req.body.user);
  // ruleid: javascript-log-injection
  console.log(`login by ${req.body.user} from x`);
  // ok: javascript-log-injection
  logger.info({ user: req.body.user }, 'login');
  // ok: javascript-log-injection
  console.log(`login by ${JSON.stringify(req.body.user)}`);
  // ok: javascript-log-injection
  console.log('page ' + Number(req.query.page));
});
