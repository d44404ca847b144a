from azure.storage.blob import PublicAccess


def prepare(service, container):
    # ruleid: python-azure-public-container
    service.create_container("pictures", public_access="container")
    # ruleid: python-azure-public-container
    container.set_container_access_policy({}, public_access=PublicAccess.BLOB)
    # ok: python-azure-public-container
    service.create_container("pictures")
    # ok: python-azure-public-container
    container.set_container_access_policy({}, public_access=None)
