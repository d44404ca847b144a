import elementpath
import lxml.etree
from flask import abort, request


def find(tree):
    name = request.args["name"]
    # ruleid: python-xpath-injection
    tree.xpath("//user[@name='" + name + "']")
    # ruleid: python-xpath-injection
    lxml.etree.XPath(f"//user[@name='{name}']")
    # ruleid: python-xpath-injection
    elementpath.select(tree, "//user[@name='" + name + "']")
    # ok: python-xpath-injection
    tree.xpath("//user[@name=$name]", name=name)


def checked(tree):
    name = request.args["name"]
    if "'" in name:
        abort(400)
    # ok: python-xpath-injection
    tree.xpath("//user[@name='" + name + "']")
