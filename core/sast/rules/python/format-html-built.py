from django.utils.html import format_html
from django.utils.safestring import mark_safe


def show(name):
    # ruleid: python-format-html-built
    first = format_html(f"<b>{name}</b>")
    # ok: python-format-html-built
    second = format_html("<b>{}</b>", name)
    # ruleid: python-format-html-built
    third = mark_safe("<b>%s</b>" % name)
    # ok: python-format-html-built
    fourth = mark_safe("<b>fixed</b>")
    return first, second, third, fourth
