import importlib

from flask import request

PLUGINS = {}


def plugin():
    # ruleid: python-dynamic-import
    chosen = importlib.import_module("plugins." + request.args["plugin"])
    # ruleid: python-dynamic-import
    other = __import__(request.form["name"])
    # ok: python-dynamic-import
    fixed = importlib.import_module("plugins.list")
    # ok: python-dynamic-import
    listed = PLUGINS.get(request.args["plugin"])
    return chosen, other, fixed, listed
