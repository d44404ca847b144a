import base64
import pickle

from flask import Flask, request

app = Flask(__name__)


@app.get("/basket")
def basket():
    # Planted: whoever writes the cookie chooses what is run here.
    cookie = request.cookies.get("basket", "")
    items = pickle.loads(base64.b64decode(cookie))
    return {"items": len(items)}


@app.get("/health")
def health():
    return {"status": "well"}
