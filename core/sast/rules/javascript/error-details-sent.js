app.use((err, req, res, next) => {
  // ruleid: javascript-error-details-sent
  res.status(500).send(err.stack);
  // ruleid: javascript-error-details-sent
  res.status(500).json({ error: 'failed', stack: err.stack });
  // ok: javascript-error-details-sent
  res.status(500).json({ error: 'internal error', id: req.id });
  if (process.env.NODE_ENV === 'development') {
    // ok: javascript-error-details-sent
    res.send(err.stack);
  }
  // ok: javascript-error-details-sent
  logger.error(err.stack);
});
