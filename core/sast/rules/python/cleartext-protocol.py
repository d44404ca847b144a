import ftplib

# ruleid: python-cleartext-protocol
link = ftplib.FTP("files.example")
# ok: python-cleartext-protocol
link = ftplib.FTP_TLS("files.example")
