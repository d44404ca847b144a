const mysql = require('mysql2');

// ruleid: javascript-multiple-sql-statements
const open = mysql.createPool({ host, multipleStatements: true });
// ok: javascript-multiple-sql-statements
const closed = mysql.createPool({ host, multipleStatements: false });
