import os

# ruleid: python-session-known-secret
app.secret_key = "dev"
# ok: python-session-known-secret
app.secret_key = os.environ["SESSION_SECRET"]
# ruleid: python-session-known-secret
app.config["SECRET_KEY"] = "super secret key"
# ok: python-session-known-secret
app.config["SECRET_KEY"] = load()
