app.post('/users', async (req, res) => {
  // ruleid: javascript-mass-assignment
  await User.create(req.body);
  // ruleid: javascript-mass-assignment
  await prisma.user.create({ data: req.body });
  // ruleid: javascript-mass-assignment
  await User.findByIdAndUpdate(req.params.id, req.body);
  // ok: javascript-mass-assignment
  await User.create({ name: req.body.name, email: req.body.email });
  // ok: javascript-mass-assignment
  await User.findByIdAndUpdate(req.params.id, { name: req.body.name });
  // ruleid: javascript-mass-assignment
  Object.assign(user, req.body);
});
