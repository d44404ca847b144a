def remove(request, user, item):
    # ruleid: python-assert-as-access-check
    assert user.is_admin
    # ruleid: python-assert-as-access-check
    assert request.user.has_perm("item.remove"), "not allowed"
    # ok: python-assert-as-access-check
    assert item is not None
    if not user.is_admin:
        raise PermissionError
