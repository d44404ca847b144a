from urllib.parse import quote

from flask import make_response, request

MODES = {"fast": "fast"}


def answer():
    response = make_response("ok")
    # ruleid: python-response-header-injection
    response.headers["X-Mode"] = request.args["mode"]
    # ok: python-response-header-injection
    response.headers["X-Mode"] = "fast"
    # ok: python-response-header-injection
    response.headers["X-Name"] = quote(request.args["name"])
    # ruleid: python-response-header-injection
    response.headers.add("X-Other", request.form["other"])
    # ok: python-response-header-injection
    session.headers["X-Mode"] = request.args["mode"]
    return response
