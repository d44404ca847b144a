# ruleid: python-django-any-host
ALLOWED_HOSTS = ["*"]
# ok: python-django-any-host
ALLOWED_HOSTS = ["shop.example"]
# ok: python-django-any-host
ALLOWED_HOSTS = []
