import hashlib


def hits(data):
    # ruleid: python-weak-hash
    first = hashlib.md5(data).hexdigest()
    # ruleid: python-weak-hash
    return first, hashlib.new("sha1", data)


def misses(data):
    # ok: python-weak-hash
    first = hashlib.sha256(data).hexdigest()
    # ok: python-weak-hash
    return first, hashlib.md5(data, usedforsecurity=False)
