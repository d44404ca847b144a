app.get('/profile', (req, res) => {
  // ruleid: javascript-render-options-injection
  res.render('profile', req.query);
  // ok: javascript-render-options-injection
  res.render('profile', { name: req.query.name });
});

app.post('/profile', (req, res) => {
  // ruleid: javascript-render-options-injection
  res.render('profile', { title: 'Profile', ...req.body });
  // ok: javascript-render-options-injection
  res.render('profile', { title: 'Profile', ...defaults });
});
