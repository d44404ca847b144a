import logging

from flask import request

logger = logging.getLogger(__name__)


def login():
    # ruleid: python-log-injection
    logging.info("login by " + request.form["user"])
    # ruleid: python-log-injection
    logger.warning(f"login by {request.form['user']}")
    # ruleid: python-log-injection
    logger.info("login by %s", request.form["user"])
    # ok: python-log-injection
    logger.info("login by %r", request.form["user"])
    # ok: python-log-injection
    logger.info("page %s", int(request.args["page"]))
    # ok: python-log-injection
    logger.info("login by %s", repr(request.form["user"]))
