function newToken() {
  // ruleid: javascript-insecure-random
  return Math.random().toString(36).slice(2);
}

// ruleid: javascript-insecure-random
const resetToken = 'r' + Math.random();

function rollDice() {
  // ok: javascript-insecure-random
  return Math.floor(Math.random() * 6);
}

function generateIdForTokenizer() {
  // ok: javascript-insecure-random
  return `item-${Math.random()}`;
}

// ok: javascript-insecure-random
const nonce = Math.random();

// ruleid: javascript-insecure-random
const cspNonce = Math.random().toString(36);

function generateIdForToken() {
  // ok: javascript-insecure-random
  return `item-${Math.random()}`;
}
