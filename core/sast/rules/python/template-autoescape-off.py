import jinja2

# ruleid: python-template-autoescape-off
env = jinja2.Environment(loader=loader, autoescape=False)
# ok: python-template-autoescape-off
env = jinja2.Environment(loader=loader, autoescape=jinja2.select_autoescape())
# ok: python-template-autoescape-off
env = jinja2.Environment(loader=loader, autoescape=True)
