import tarfile
import zipfile


def unpack(name, folder):
    with tarfile.open(name) as archive:
        # ruleid: python-tar-extract-unfiltered
        archive.extractall(folder)
    with tarfile.open(name) as archive:
        # ok: python-tar-extract-unfiltered
        archive.extractall(folder, filter="data")
    other = zipfile.ZipFile(name)
    # ok: python-tar-extract-unfiltered
    other.extractall(folder)
    # ruleid: python-tar-extract-unfiltered
    tarfile.open(name).extractall(folder)
