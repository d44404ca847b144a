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
