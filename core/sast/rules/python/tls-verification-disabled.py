import ssl

import requests


def hits(url):
    # ruleid: python-tls-verification-disabled
    requests.get(url, timeout=5, verify=False)
    # ruleid: python-tls-verification-disabled
    context = ssl._create_unverified_context()
    # ruleid: python-tls-verification-disabled
    context.verify_mode = ssl.CERT_NONE
    session = requests.Session()
    # ruleid: python-tls-verification-disabled
    session.verify = False


def misses(url):
    # ok: python-tls-verification-disabled
    requests.get(url, verify=True)
    # ok: python-tls-verification-disabled
    context = ssl.create_default_context()
    # ok: python-tls-verification-disabled
    context.verify_mode = ssl.CERT_REQUIRED
