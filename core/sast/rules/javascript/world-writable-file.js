const fs = require('fs');

// ruleid: javascript-world-writable-file
fs.chmodSync(file, 0o777);
// ok: javascript-world-writable-file
fs.chmodSync(file, 0o750);
// ruleid: javascript-world-writable-file
fs.chmod(file, '666', done);
// ok: javascript-world-writable-file
fs.chmodSync(file, 0o755);
