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


def chosen(url, validate_certs, retries):
    if not validate_certs:
        context.check_hostname = False
        # ok: python-tls-verification-disabled
        context.verify_mode = ssl.CERT_NONE
    if retries:
        # ruleid: python-tls-verification-disabled
        context.verify_mode = ssl.CERT_NONE
    # ok: python-tls-verification-disabled
    context = ssl._create_unverified_context() if SKIP_TLS else None
    # ruleid: python-tls-verification-disabled
    return ssl._create_unverified_context() if retries else None


def guarded(check_certificates):
    if check_certificates:
        return ssl.create_default_context()
    # ok: python-tls-verification-disabled
    return ssl._create_unverified_context()


def insecure_context():
    # ok: python-tls-verification-disabled
    return ssl._create_unverified_context()
