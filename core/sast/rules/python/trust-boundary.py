from flask import request, session


def store():
    # ruleid: python-trust-boundary
    session["role"] = request.form["role"]
    # ruleid: python-trust-boundary
    session[request.args["key"]] = "1"
    # ok: python-trust-boundary
    session["page"] = int(request.args["page"])
    # ok: python-trust-boundary
    session["role"] = "guest"
