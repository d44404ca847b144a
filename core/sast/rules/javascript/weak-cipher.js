import { createCipheriv } from 'node:crypto';
import crypto from 'crypto';

export function hits(key, iv) {
  // ruleid: javascript-weak-cipher
  createCipheriv('des-ede3-cbc', key, iv);
  // ruleid: javascript-weak-cipher
  crypto.createCipheriv('aes-128-ecb', key, null);
  // ruleid: javascript-weak-cipher
  return crypto.createCipher('aes-256-cbc', 'words');
}

export function misses(key, iv) {
  // ok: javascript-weak-cipher
  return crypto.createCipheriv('aes-256-gcm', key, iv);
}
