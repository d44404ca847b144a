import ssl

# ruleid: python-old-tls-version
old = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
# ok: python-old-tls-version
new = ssl.create_default_context()
# ruleid: python-old-tls-version
new.minimum_version = ssl.TLSVersion.TLSv1_1
# ok: python-old-tls-version
new.minimum_version = ssl.TLSVersion.TLSv1_2
