const fs = require('fs');
const path = require('path');
const unzipper = require('unzipper');

function unpack(stream, dir) {
  stream.pipe(unzipper.Parse()).on('entry', (entry) => {
    // ruleid: javascript-zip-slip
    entry.pipe(fs.createWriteStream(path.join(dir, entry.path)));
    // ok: javascript-zip-slip
    entry.pipe(fs.createWriteStream(path.join(dir, path.basename(entry.path))));
    // ok: javascript-zip-slip
    entry.pipe(fs.createWriteStream(safeEntryPath(dir, entry.path)));
    const full = path.resolve(dir, entry.path);
    if (!full.startsWith(dir + path.sep)) return entry.autodrain();
    // ok: javascript-zip-slip
    entry.pipe(fs.createWriteStream(full));
  });
}
