import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/proxy")
def hits():
    url = request.args.get("url")
    # ruleid: python-ssrf
    requests.get(url, timeout=5)
    # ruleid: python-ssrf
    return requests.post(url="http://" + request.form["host"]).text


@app.route("/safe")
def misses():
    # ok: python-ssrf
    requests.get("https://example.com/status")
    # ok: python-ssrf
    requests.get(f"https://example.com/users/{request.args['user']}")
    # ok: python-ssrf
    return requests.post("https://example.com/users", json=request.json)


def fixed_host():
    language = request.args["language"]
    # ok: python-ssrf
    first = requests.post("https://translate.example" "/api?to={}".format(language))
    # ok: python-ssrf
    second = requests.get("https://translate.example/api?to=%s" % language)
    # ruleid: python-ssrf
    third = requests.get("https://{}/api".format(language))
    return first, second, third


def behind_our_host(base):
    user = request.args["user"]
    # ok: python-ssrf
    requests.get(base + "/users/" + user)
    # ok: python-ssrf
    requests.get(f"{self.base}/users/{user}")
    # ruleid: python-ssrf
    requests.get(f"{user}/users/all")
    if not validate_api_url(user):
        raise ValueError(user)
    # ok: python-ssrf
    requests.get(user)
