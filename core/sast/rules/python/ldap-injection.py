import ldap3
from flask import request
from ldap3.utils.conv import escape_filter_chars


def find(conn):
    name = request.args["name"]
    # ruleid: python-ldap-injection
    conn.search("ou=people,dc=example", "(uid=" + name + ")")
    # ok: python-ldap-injection
    conn.search("ou=people,dc=example", "(uid=" + escape_filter_chars(name) + ")")


def old(conn, scope):
    # ruleid: python-ldap-injection
    conn.search_s("ou=people,dc=example", scope, f"(uid={request.form['name']})")
    # ok: python-ldap-injection
    conn.search_s("ou=people,dc=example", scope, "(uid=admin)")
