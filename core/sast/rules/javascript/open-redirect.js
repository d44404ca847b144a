app.get('/login', (req, res) => {
  // ruleid: javascript-open-redirect
  res.redirect(req.query.next);
});

app.get('/safe', (req, res) => {
  // ok: javascript-open-redirect
  res.redirect('/home');
  // ok: javascript-open-redirect
  res.redirect('/users/' + req.params.id);
  // ok: javascript-open-redirect
  res.redirect(`/users/${req.params.id}`);
  const next = req.query.next;
  if (!next.startsWith('/local/')) {
    return res.redirect('/');
  }
  // ok: javascript-open-redirect
  res.redirect(next);
});
