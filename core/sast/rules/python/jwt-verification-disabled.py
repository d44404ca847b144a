import jwt


def hits(token, key):
    # ruleid: python-jwt-verification-disabled
    first = jwt.decode(token, options={"verify_signature": False, "verify_exp": True})
    # ruleid: python-jwt-verification-disabled
    return first, jwt.decode(token, key, algorithms=["HS256", "none"])


def misses(token, key):
    # ok: python-jwt-verification-disabled
    return jwt.decode(token, key, algorithms=["ES256"])
