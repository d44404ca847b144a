app.use((req, res, next) => {
  // ruleid: javascript-cors-reflected-origin
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  const origin = req.get('Origin');
  // ruleid: javascript-cors-reflected-origin
  res.header('Access-Control-Allow-Origin', origin);
  // ok: javascript-cors-reflected-origin
  res.header('Access-Control-Allow-Origin', 'https://shop.example');
  if (allowed.has(req.headers.origin)) {
    // ok: javascript-cors-reflected-origin
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
  }
  next();
});
