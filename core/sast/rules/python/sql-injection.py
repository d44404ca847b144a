from flask import Flask, request
import sqlite3

app = Flask(__name__)
ORDERS = {"age": "age", "name": "name"}


@app.route("/users")
def hits():
    name = request.args.get("name")
    cursor = sqlite3.connect("app.db").cursor()
    # ruleid: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    statement = f"DELETE FROM users WHERE name = '{name}'"
    # ruleid: python-sql-injection
    cursor.execute(statement)
    # ruleid: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % request.form["name"])
    # ruleid: python-sql-injection
    return cursor.execute("SELECT * FROM users WHERE id = {}".format(name))


@app.route("/safe")
def misses():
    name = request.args.get("name")
    cursor = sqlite3.connect("app.db").cursor()
    # ok: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    number = int(request.args.get("id"))
    # ok: python-sql-injection
    cursor.execute("SELECT * FROM users WHERE id = %d" % number)
    order = request.args.get("order")
    if order not in ORDERS:
        return ""
    # ok: python-sql-injection
    return cursor.execute("SELECT * FROM users ORDER BY " + order)


def internal(table):
    # ok: python-sql-injection
    sqlite3.connect("app.db").execute("DELETE FROM " + table)


@app.route("/report")
def report():
    name = request.args.get("name")
    # ok: python-sql-injection
    pipeline.execute(name)
    # ruleid: python-sql-injection
    return database.execute("SELECT * FROM users WHERE name = '" + name + "'")
