import urllib.parse
from flask import Flask, redirect, request, url_for

app = Flask(__name__)


@app.route("/login")
def hits():
    # ruleid: python-open-redirect
    return redirect(request.args.get("next"))


@app.route("/safe")
def misses():
    if request.args.get("home"):
        # ok: python-open-redirect
        return redirect(url_for("home", tab=request.args["home"]))
    # ok: python-open-redirect
    return redirect("/users/" + request.args["user"])


def checked():
    target = request.form["next"]
    parts = urllib.parse.urlparse(target)
    if parts.netloc not in ["example.com"]:
        return "no"
    # ok: python-open-redirect
    return redirect(target)


class Wrapper:
    def go(self):
        # ruleid: python-open-redirect
        return redirect(self.request.args["next"])
