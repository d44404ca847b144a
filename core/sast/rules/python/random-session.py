import random
import secrets
from flask import session


def remember(response):
    value = str(random.random())[2:]
    # ruleid: python-random-session
    response.set_cookie("remember", value)
    # ruleid: python-random-session
    session["id"] = f"{random.getrandbits(64)}"
    # ok: python-random-session
    response.set_cookie("remember", secrets.token_urlsafe(32))
    # ok: python-random-session
    session["id"] = str(random.SystemRandom().random())
