from flask import request


def greet(user):
    # ruleid: python-format-string-from-request
    first = request.args["greeting"].format(user=user)
    # ok: python-format-string-from-request
    second = "{} {}".format(request.args["greeting"], user.name)
    template = request.form["template"]
    # ruleid: python-format-string-from-request
    third = template.format(user)
    return first, second, third
