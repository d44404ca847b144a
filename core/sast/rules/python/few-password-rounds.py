import hashlib

import bcrypt


def store(password, salt):
    # ruleid: python-few-password-rounds
    first = bcrypt.hashpw(password, bcrypt.gensalt(4))
    # ok: python-few-password-rounds
    second = bcrypt.hashpw(password, bcrypt.gensalt(12))
    # ruleid: python-few-password-rounds
    third = hashlib.pbkdf2_hmac("sha256", password, salt, 1000)
    # ok: python-few-password-rounds
    fourth = hashlib.pbkdf2_hmac("sha256", password, salt, 600000)
    return first, second, third, fourth


# ruleid: python-few-password-rounds
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# ok: python-few-password-rounds
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
