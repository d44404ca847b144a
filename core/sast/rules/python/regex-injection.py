import re

from flask import request


def search(names):
    # ruleid: python-regex-injection
    found = [n for n in names if re.search(request.args["q"], n)]
    pattern = "^" + request.form["prefix"]
    # ruleid: python-regex-injection
    rule = re.compile(pattern)
    # ok: python-regex-injection
    safe = re.compile(re.escape(request.args["q"]))
    # ok: python-regex-injection
    fixed = re.search("^[a-z]+$", request.args["q"])
    return found, rule, safe, fixed
