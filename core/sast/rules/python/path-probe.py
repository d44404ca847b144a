import os
import pathlib

from flask import request


@app.route("/known")
def hits():
    name = request.args["name"]
    # ruleid: python-path-probe
    known = os.path.exists("reports/" + name)
    # ruleid: python-path-probe
    return known and pathlib.Path(name).is_file()


@app.route("/safe")
def misses():
    name = os.path.basename(request.args["name"])
    # ok: python-path-probe
    known = os.path.exists("reports/" + name)
    # ok: python-path-probe
    return known and pathlib.Path("reports").exists()
