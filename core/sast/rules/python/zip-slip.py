import os
import shutil


def unpack(archive, folder, root):
    for info in archive.infolist():
        # ruleid: python-zip-slip
        with open(os.path.join(folder, info.filename), "wb") as target:
            shutil.copyfileobj(archive.open(info), target)
        # ok: python-zip-slip
        open(os.path.join(folder, os.path.basename(info.filename)), "wb").close()
    for name in archive.namelist():
        target = os.path.realpath(os.path.join(folder, name))
        if os.path.commonpath([root, target]) != root:
            continue
        # ok: python-zip-slip
        open(target, "wb").close()
    for name in archive.namelist():
        # ruleid: python-zip-slip
        open(folder + "/" + name, "wb").close()
