import tempfile

# ruleid: python-insecure-temporary-file
name = tempfile.mktemp()
# ok: python-insecure-temporary-file
handle, path = tempfile.mkstemp()
# ok: python-insecure-temporary-file
folder = tempfile.mkdtemp()
