import random
import secrets


def new_token(letters):
    # ruleid: python-insecure-random
    return "".join(random.choice(letters) for _ in range(32))


def safe_token():
    # ok: python-insecure-random
    return secrets.token_urlsafe(32)


def roll_dice():
    # ok: python-insecure-random
    return random.randint(1, 6)
