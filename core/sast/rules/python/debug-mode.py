from flask import Flask

app = Flask(__name__)
# ruleid: python-debug-mode
app.run(host="0.0.0.0", debug=True)
# ok: python-debug-mode
app.run(debug=False)

if settings.DEVELOPMENT:
    # ok: python-debug-mode
    app.run(debug=True)
if settings.TITLE:
    # ruleid: python-debug-mode
    app.run(debug=True)
