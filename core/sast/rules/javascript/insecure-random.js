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
