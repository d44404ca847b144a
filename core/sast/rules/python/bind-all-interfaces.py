# ruleid: python-bind-all-interfaces
server.bind(("0.0.0.0", 8000))
# ok: python-bind-all-interfaces
server.bind(("127.0.0.1", 8000))
# ruleid: python-bind-all-interfaces
app.run(host="0.0.0.0", port=8000)
# ok: python-bind-all-interfaces
app.run(host="127.0.0.1")
