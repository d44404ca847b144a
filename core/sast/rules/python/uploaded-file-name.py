import os

from fastapi import UploadFile
from flask import request
from werkzeug.utils import secure_filename


def upload(folder):
    upload = request.files["file"]
    # ruleid: python-uploaded-file-name
    upload.save(os.path.join(folder, upload.filename))
    # ok: python-uploaded-file-name
    upload.save(os.path.join(folder, secure_filename(upload.filename)))
    # ok: python-uploaded-file-name
    upload.save(os.path.join(folder, "upload.bin"))


def store(folder: str, file: UploadFile):
    # ruleid: python-uploaded-file-name
    with open(folder + "/" + file.filename, "wb") as target:
        target.write(file.file.read())
