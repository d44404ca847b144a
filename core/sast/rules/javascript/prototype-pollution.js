const _ = require('lodash');

app.post('/settings', (req, res) => {
  // ruleid: javascript-prototype-pollution
  _.merge(settings, req.body);
  // ruleid: javascript-prototype-pollution
  _.set(settings, req.body.path, true);
  // ok: javascript-prototype-pollution
  _.merge(settings, { theme: 'dark' });
  const { group, key } = req.body;
  // ruleid: javascript-prototype-pollution
  settings[group][key] = 'x';
  // ok: javascript-prototype-pollution
  settings.display[key] = 'x';
  const page = Number(req.body.page);
  // ok: javascript-prototype-pollution
  pages[page][0] = 'x';
  const section = req.query.section;
  if (!sections.includes(section)) return res.sendStatus(400);
  // ok: javascript-prototype-pollution
  settings[section].on = true;
  settings[section][1] = true;
});
