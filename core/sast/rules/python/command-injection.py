import os
import shlex
from subprocess import run

from flask import Flask, request

app = Flask(__name__)


@app.get("/ping")
def hits():
    host = request.args["host"]
    # ruleid: python-command-injection
    os.system("ping -c1 " + host)
    # ruleid: python-command-injection
    run(f"ping -c1 {host}", shell=True)


@app.get("/safe")
def misses():
    host = request.args["host"]
    # ok: python-command-injection
    run(["ping", "-c1", "--", host])
    # ok: python-command-injection
    os.system("ping -c1 " + shlex.quote(host))
    # ok: python-command-injection
    os.system("uptime")
