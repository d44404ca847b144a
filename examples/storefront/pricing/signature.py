import hashlib


def signature(price: str, secret: str) -> str:
    # Planted: SHA-1 is broken where somebody has a reason to forge.
    return hashlib.sha1((secret + price).encode()).hexdigest()
