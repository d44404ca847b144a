import fs from 'node:fs';
import path from 'node:path';

app.get('/file', (req, res) => {
  const full = path.join('/srv/uploads', req.query.file);
  // ruleid: javascript-path-traversal
  fs.readFile(full, (error, content) => res.send(content));
  // ruleid: javascript-path-traversal
  res.sendFile('/srv/uploads/' + req.params.name);
});

app.get('/safe', (req, res) => {
  // ok: javascript-path-traversal
  fs.readFile(path.join('/srv/uploads', path.basename(req.query.file)), () => {});
  const full = path.resolve('/srv/uploads', req.query.file);
  if (!full.startsWith('/srv/uploads/')) {
    return res.sendStatus(404);
  }
  // ok: javascript-path-traversal
  fs.createReadStream(full).pipe(res);
  // ok: javascript-path-traversal
  res.sendFile(req.params.name, { root: '/srv/uploads' });
  // ok: javascript-path-traversal
  fs.readFileSync('readme.txt');
});

app.post('/upload', (req, res) => {
  // ruleid: javascript-path-traversal
  req.files.picture.mv('uploads/' + req.body.name);
  // ok: javascript-path-traversal
  req.files.picture.mv('uploads/' + req.id);
});

app.post('/guarded', (req, res) => {
  const name = req.params.name;
  if (!/^[a-z]+$/.test(name)) return res.sendStatus(400);
  // ok: javascript-path-traversal
  fs.readFile(path.join('themes', name), done);
  const target = path.join('uploads', req.body.folder);
  if (!file.isPathInside('uploads', target)) return res.sendStatus(400);
  // ok: javascript-path-traversal
  fs.readdir(target, done);
  // ok: javascript-path-traversal
  fs.unlink(req.files.picture.path, done);
  // ok: javascript-path-traversal
  req.files.forEach(fileObj => fs.unlink(fileObj.path, done));
  // ruleid: javascript-path-traversal
  fs.unlink(req.body.profile.path, done);
});

app.get('/download', async (req, res) => {
  // ok: javascript-path-traversal
  const part = await blob.download(req.query.range);
  // ruleid: javascript-path-traversal
  res.download('files/' + req.query.name);
});
