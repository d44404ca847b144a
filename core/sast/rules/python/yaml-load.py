import yaml


def hits(text):
    # ruleid: python-yaml-load
    first = yaml.load(text, Loader=yaml.Loader)
    # ruleid: python-yaml-load
    return first, yaml.unsafe_load(text)


def misses(text):
    # ok: python-yaml-load
    first = yaml.safe_load(text)
    # ok: python-yaml-load
    return first, yaml.load(text, Loader=yaml.SafeLoader)
