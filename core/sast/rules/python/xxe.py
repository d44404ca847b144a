import xml.sax.handler

from lxml import etree


def hits(reader):
    # ruleid: python-xxe
    reader.setFeature(xml.sax.handler.feature_external_ges, True)
    # ruleid: python-xxe
    return etree.XMLParser(load_dtd=True, resolve_entities=True)


def misses(reader):
    # ok: python-xxe
    reader.setFeature(xml.sax.handler.feature_external_ges, False)
    # ok: python-xxe
    return etree.XMLParser(resolve_entities=False)
