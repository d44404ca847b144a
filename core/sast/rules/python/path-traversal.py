import pathlib
import os

from flask import Flask, request, send_file
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/file")
def hits():
    path = os.path.join("uploads", request.args["file"])
    # ruleid: python-path-traversal
    content = open(path).read()
    # ruleid: python-path-traversal
    return send_file("uploads/" + request.args["file"])


@app.route("/safe")
def misses():
    # ok: python-path-traversal
    content = open(os.path.join("uploads", secure_filename(request.args["file"]))).read()
    path = os.path.realpath(os.path.join("/srv/uploads", request.args["file"]))
    if not path.startswith("/srv/uploads/"):
        return ""
    # ok: python-path-traversal
    return open(path).read()


def below(root):
    name = pathlib.Path(root) / request.args["name"]
    # ruleid: python-path-traversal
    name.read_text()
    if not str(name).startswith(root):
        return ""
    # ok: python-path-traversal
    return name.read_text()


def upload_view(request):
    form = UploadForm(request.POST, request.FILES)
    upload = form.cleaned_data["upload"]
    # ok: python-path-traversal
    open(os.path.join("uploads", upload.name))
    # ok: python-path-traversal
    FileResponse(io.BytesIO(request.body))
    # ruleid: python-path-traversal
    return open(os.path.join("uploads", request.POST["name"]))
