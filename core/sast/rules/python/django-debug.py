import os

# ruleid: python-django-debug
DEBUG = True
# ok: python-django-debug
TEMPLATE_DEBUG = False

ALLOWED_HOSTS = ["shop.example"]

INSTALLED_APPS = ["shop"]


def scope():
    # ok: python-django-debug
    DEBUG = os.environ.get("APP_DEBUG") == "1"
    return DEBUG
