import traceback

from django.http import JsonResponse
from flask import jsonify


@app.route("/run")
def run():
    try:
        return work()
    except ValueError:
        # ruleid: python-error-details-sent
        return traceback.format_exc(), 500


def other(logger):
    # ruleid: python-error-details-sent
    first = jsonify({"error": traceback.format_exc()})
    # ruleid: python-error-details-sent
    second = JsonResponse({"trace": traceback.format_exc()}, status=500)
    # ok: python-error-details-sent
    logger.error(traceback.format_exc())
    # ok: python-error-details-sent
    third = jsonify({"error": "internal error"})
    return first, second, third
