from flask import abort, request

NAMES = {"total", "list"}


def run(report):
    # ruleid: python-dynamic-attribute
    first = getattr(report, request.args["action"])()
    # ruleid: python-dynamic-attribute
    setattr(report, request.form["field"], request.form["value"])
    # ok: python-dynamic-attribute
    second = getattr(report, "total")()
    name = request.args["name"]
    if name not in NAMES:
        abort(404)
    # ok: python-dynamic-attribute
    third = getattr(report, name)()
    return first, second, third
