const libxmljs = require('libxmljs');

function hits(text) {
  // ruleid: javascript-xxe
  return libxmljs.parseXml(text, { noblanks: true, noent: true });
}

function misses(text) {
  // ok: javascript-xxe
  return libxmljs.parseXml(text, { noent: false });
}
