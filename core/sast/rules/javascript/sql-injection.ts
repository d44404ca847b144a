import { Request, Response } from 'express';

export async function hits(req: Request, res: Response): Promise<void> {
  const name = req.query.name as string;
  // ruleid: javascript-sql-injection
  res.json(await db.query(`SELECT * FROM users WHERE name = '${name}'`));
}

export async function misses(req: Request, res: Response): Promise<void> {
  // ok: javascript-sql-injection
  res.json(await db.query<User>('SELECT * FROM users WHERE name = $1', [req.query.name]));
}
