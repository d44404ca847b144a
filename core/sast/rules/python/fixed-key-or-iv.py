import os

from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import modes


def seal(key):
    # ruleid: python-fixed-key-or-iv
    first = AES.new(key, AES.MODE_CBC, b"0000000000000000")
    # ruleid: python-fixed-key-or-iv
    second = AES.new(b"0123456789abcdef", AES.MODE_GCM)
    # ok: python-fixed-key-or-iv
    third = AES.new(key, AES.MODE_GCM, nonce=os.urandom(12))
    # ruleid: python-fixed-key-or-iv
    mode = modes.CBC(b"0000000000000000")
    # ok: python-fixed-key-or-iv
    other = modes.CBC(os.urandom(16))
    return first, second, third, mode, other
