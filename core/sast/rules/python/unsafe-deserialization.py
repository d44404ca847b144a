import base64
import json
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.route("/cart")
def hits():
    raw = base64.b64decode(request.cookies["cart"])
    # ruleid: python-unsafe-deserialization
    return str(pickle.loads(raw))


@app.route("/safe")
def misses():
    # ok: python-unsafe-deserialization
    cart = json.loads(request.cookies["cart"])
    with open("cache.bin", "rb") as cache:
        # ok: python-unsafe-deserialization
        return str(pickle.load(cache)) + str(cart)
