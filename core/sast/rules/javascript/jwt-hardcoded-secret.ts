import * as jwt from 'jsonwebtoken';

const key = 'top-secret';

export function issue(id: string): string {
  // ruleid: javascript-jwt-hardcoded-secret
  return jwt.sign({ id }, key);
}

export function other(id: string, secret: string): string {
  // ok: javascript-jwt-hardcoded-secret
  return jwt.sign({ id }, secret);
}
