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


def refresh_tokens_later():
    # ok: python-insecure-random
    return random.randint(1, 60)


def pick(keys, letters):
    # ok: python-insecure-random
    api_key = random.choice(keys)
    # ruleid: python-insecure-random
    api_secret = "".join(random.choices(letters, k=20))
    # ok: python-insecure-random
    nonce = random.randint(1, 1000)
    return api_key, api_secret, nonce
