import json

from flask import request


def create(User):
    # ruleid: python-mass-assignment
    first = User(**request.json)
    # ruleid: python-mass-assignment
    second = User.objects.create(**request.get_json())
    # ok: python-mass-assignment
    third = User(name=request.json["name"])
    # ok: python-mass-assignment
    fourth = show(**request.json)
    return first, second, third, fourth
