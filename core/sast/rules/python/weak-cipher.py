from Crypto.Cipher import AES, DES


def hits(key):
    # ruleid: python-weak-cipher
    first = DES.new(key, DES.MODE_CBC)
    # ruleid: python-weak-cipher
    return first, AES.new(key, AES.MODE_ECB)


def misses(key):
    # ok: python-weak-cipher
    return AES.new(key, AES.MODE_GCM)
