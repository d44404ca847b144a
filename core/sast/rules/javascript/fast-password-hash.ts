const bcrypt = require('bcryptjs');
const crypto = require('crypto');

export async function store(password: string): Promise<string> {
  // ok: javascript-fast-password-hash
  const short = crypto.createHash('sha512').update(password).digest('hex');
  return bcrypt.hash(short, 12);
}
