from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.route("/hello")
def hits():
    name = request.args["name"]
    # ruleid: python-template-injection
    return render_template_string(f"<p>Hello {name}</p>")


@app.route("/safe")
def misses():
    # ok: python-template-injection
    return render_template_string("<p>Hello {{ name }}</p>", name=request.args["name"])


@app.route("/page")
def pages():
    # ok: python-template-injection
    cursor = Cursor.from_string(request.args["cursor"])
    # ruleid: python-template-injection
    return jinja_env.from_string(request.args["layout"]).render(cursor=cursor)
