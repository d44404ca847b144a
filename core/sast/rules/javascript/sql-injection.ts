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

export async function POST(request: Request): Promise<Response> {
  const body = await request.json();
  // ruleid: javascript-sql-injection
  const rows = await prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = '${body.a}'`);
  return Response.json(rows);
}

export async function save(formData: FormData): Promise<void> {
  const name = formData.get('name') as string;
  // ruleid: javascript-sql-injection
  await db.execute(`UPDATE t SET name = '${name}'`);
  // ok: javascript-sql-injection
  await db.execute('UPDATE t SET name = ?', [name]);
}
