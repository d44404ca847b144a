# ruleid: python-https-not-enforced
SECURE_SSL_REDIRECT = False
# ruleid: python-https-not-enforced
SECURE_HSTS_SECONDS = 0
# ok: python-https-not-enforced
SECURE_HSTS_SECONDS = 31536000
