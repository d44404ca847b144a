const serialize = require('node-serialize');

function hits(text) {
  // ruleid: javascript-unsafe-deserialization
  return serialize.unserialize(text);
}

function misses(text) {
  // ok: javascript-unsafe-deserialization
  return JSON.parse(text);
}
