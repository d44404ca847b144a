from flask import request


def login(users):
    # ruleid: python-nosql-injection
    user = users.find_one(request.get_json())
    query = request.json
    # ruleid: python-nosql-injection
    users.delete_many(query)
    # ok: python-nosql-injection
    safe = users.find_one({"name": str(request.get_json()["name"])})
    # ruleid: python-nosql-injection
    old = users.find({"$where": "this.age > " + request.args["age"]})
    # ok: python-nosql-injection
    new = users.find({"$where": "this.age > " + str(int(request.args["age"]))})
    return user, safe, old, new
