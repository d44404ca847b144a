from flask import Flask, make_response, request
from markupsafe import Markup, escape

app = Flask(__name__)


@app.route("/hello")
def hits():
    name = request.args["name"]
    # ruleid: python-xss
    greeting = Markup("<b>" + name + "</b>")
    # ruleid: python-xss
    return make_response(f"<p>{name}</p>")


@app.route("/text")
def text_hit():
    # ruleid: python-xss
    return "<p>" + request.args["name"] + "</p>"


@app.route("/built")
def built_hit():
    page = "<p>"
    page += request.args["name"]
    # ruleid: python-xss
    return page


@app.route("/data")
def data_miss():
    # ok: python-xss
    return {"name": request.args["name"]}


@app.route("/safe")
def misses():
    # ok: python-xss
    greeting = Markup("<b>") + escape(request.args["name"])
    # ok: python-xss
    return make_response("<p>%s</p>" % escape(request.args["name"]))
