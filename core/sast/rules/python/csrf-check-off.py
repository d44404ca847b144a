from django.views.decorators.csrf import csrf_exempt, csrf_protect


# ruleid: python-csrf-check-off
@csrf_exempt
def transfer(request):
    return move(request)


# ok: python-csrf-check-off
@csrf_protect
def other(request):
    return move(request)


# ruleid: python-csrf-check-off
app.config["WTF_CSRF_ENABLED"] = False
# ok: python-csrf-check-off
app.config["WTF_CSRF_ENABLED"] = True
