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


def reader_of_that_name(file):
    from ruamel.yaml import YAML
    yaml: YAML = YAML()
    yaml.indent(mapping=2)
    # ok: python-yaml-load
    return yaml.load(file)


def without_loader(file):
    # ruleid: python-yaml-load
    return yaml.load(file)
