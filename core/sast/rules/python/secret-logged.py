import logging

logger = logging.getLogger(__name__)


def login(user, password, settings):
    # ruleid: python-secret-logged
    logging.info("login %s %s", user, password)
    # ruleid: python-secret-logged
    logger.debug(f"key {settings.api_key}")
    # ok: python-secret-logged
    logging.info("login %s", user)
    # ok: python-secret-logged
    logger.info("password %s", bool(password))
    # ok: python-secret-logged
    form.info("password", password)
