const { exec, execFile } = require('child_process');
const cp = require('child_process');

app.get('/ping', (req, res) => {
  const host = req.query.host;
  // ruleid: javascript-command-injection
  exec('ping -c1 ' + host, (error, out) => res.send(out));
  // ruleid: javascript-command-injection
  cp.spawn(req.body.tool, []);
});

app.get('/safe', (req, res) => {
  // ok: javascript-command-injection
  execFile('ping', ['-c1', '--', req.query.host]);
  // ok: javascript-command-injection
  exec('uptime');
  const tools = ['uptime', 'uname'];
  const tool = req.query.tool;
  if (!tools.includes(tool)) {
    return res.sendStatus(400);
  }
  // ok: javascript-command-injection
  exec(tool);
});

// ok: javascript-command-injection
/a+/.exec(req.query.text);

app.get('/convert', (req, res) => {
  const { spawn } = require('child_process');
  // ruleid: javascript-command-injection
  spawn('convert', [req.query.file, 'out.png'], { shell: true });
  // ok: javascript-command-injection
  spawn('convert', [req.query.file, 'out.png']);
});
