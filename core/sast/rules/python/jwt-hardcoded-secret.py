import os

import jwt


def issue(claims, key):
    # ruleid: python-jwt-hardcoded-secret
    first = jwt.encode(claims, "top-secret", algorithm="HS256")
    # ok: python-jwt-hardcoded-secret
    second = jwt.encode(claims, os.environ["TOKEN_SECRET"], algorithm="HS256")
    # ok: python-jwt-hardcoded-secret
    third = jwt.encode(claims, key, algorithm="RS256")
    return first, second, third


def check(token):
    # ruleid: python-jwt-hardcoded-secret
    return jwt.decode(token, "top-secret", algorithms=["HS256"])
