from flask import Flask, request
import ast

app = Flask(__name__)


@app.post("/run")
def hits():
    # ruleid: python-code-injection
    total = eval(request.form["formula"])
    code = request.get_json()["code"]
    # ruleid: python-code-injection
    exec(code)
    return str(total)


@app.post("/safe")
def misses():
    # ok: python-code-injection
    total = ast.literal_eval(request.form["value"])
    # ok: python-code-injection
    eval("1 + 1")
    return str(total)
