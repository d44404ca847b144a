def respond(response, value, options):
    # ruleid: python-insecure-cookie
    response.set_cookie("color", value, secure=False)
    # ruleid: python-insecure-cookie
    response.set_cookie("session", value)
    # ok: python-insecure-cookie
    response.set_cookie("session", value, secure=True, httponly=True)
    # ok: python-insecure-cookie
    response.set_cookie("session", value, **options)
    # ok: python-insecure-cookie
    response.set_cookie("color", value)
