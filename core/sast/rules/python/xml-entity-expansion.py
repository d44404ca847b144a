import xml.etree.ElementTree as ET
from xml.dom import minidom

import defusedxml.ElementTree
from flask import request


def read():
    # ruleid: python-xml-entity-expansion
    first = ET.fromstring(request.data)
    # ruleid: python-xml-entity-expansion
    second = minidom.parseString(request.get_data())
    # ok: python-xml-entity-expansion
    third = defusedxml.ElementTree.fromstring(request.data)
    # ok: python-xml-entity-expansion
    fourth = ET.parse("settings.xml")
    return first, second, third, fourth
