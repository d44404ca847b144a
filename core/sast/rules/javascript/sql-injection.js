const express = require('express');
const app = express();

app.get('/users', (req, res) => {
  const name = req.query.name;
  // ruleid: javascript-sql-injection
  db.query(`SELECT * FROM users WHERE name = '${name}'`);
  const { id } = req.params;
  const statement = 'SELECT * FROM users WHERE id = ' + id;
  // ruleid: javascript-sql-injection
  pool.query(statement, (err, rows) => res.json(rows));
});

app.get('/safe', async (req, res) => {
  // ok: javascript-sql-injection
  await db.query('SELECT * FROM users WHERE name = $1', [req.query.name]);
  const page = parseInt(req.query.page, 10);
  // ok: javascript-sql-injection
  await db.query('SELECT * FROM users OFFSET ' + page);
  const order = req.query.order === 'age' ? 'age' : 'name';
  // ok: javascript-sql-injection
  await db.query('SELECT * FROM users ORDER BY ' + order);
  // ok: javascript-sql-injection
  res.query(req.query.name);
});

app.get('/drivers', async (req, res) => {
  // ruleid: javascript-sql-injection
  await prisma.$queryRawUnsafe('SELECT * FROM t WHERE a = ' + req.query.a);
  // ok: javascript-sql-injection
  await prisma.$queryRaw`SELECT * FROM t WHERE a = ${req.query.a}`;
  // ruleid: javascript-sql-injection
  await users.orderByRaw(req.query.order);
  // ruleid: javascript-sql-injection
  await pool.request().query(`SELECT * FROM t WHERE a = ${req.body.a}`);
  // ruleid: javascript-sql-injection
  await pool.query({ text: 'SELECT * FROM t WHERE a = ' + req.query.a });
  // ok: javascript-sql-injection
  await pool.query({ text: 'SELECT * FROM t WHERE a = $1', values: [req.query.a] });
  // ok: javascript-sql-injection
  await db.query("SELECT * FROM u WHERE p = '" + security.hash(req.body.p) + "'");
});

app.get('/stores', async (req, res) => {
  // ok: javascript-sql-injection
  const value = await db.get(`pad:${req.params.pad}`);
  // ruleid: javascript-sql-injection
  db.get(`SELECT * FROM pads WHERE id = '${req.params.pad}'`, (err, row) => res.json(row));
});

app.get('/history', (req, res) => {
  // ok: javascript-sql-injection
  res.json(Snapshot.fromRaw(req.body.snapshot));
  // ruleid: javascript-sql-injection
  knex.select('*').fromRaw(req.body.table);
});
