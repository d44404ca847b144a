import os
import stat

# ruleid: python-world-writable-file
os.chmod(path, 0o777)
# ok: python-world-writable-file
os.chmod(path, 0o750)
# ok: python-world-writable-file
os.chmod(path, 0o755)
# ruleid: python-world-writable-file
os.chmod(path, stat.S_IRUSR | stat.S_IWOTH)
# ruleid: python-world-writable-file
os.umask(0)
# ok: python-world-writable-file
os.umask(0o077)
