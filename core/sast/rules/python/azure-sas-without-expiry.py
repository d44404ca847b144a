from azure.storage.blob import generate_blob_sas


def sign(account, key, read, soon):
    # ruleid: python-azure-sas-without-expiry
    first = generate_blob_sas(account, "c", "b", account_key=key, permission=read)
    # ok: python-azure-sas-without-expiry
    second = generate_blob_sas(account, "c", "b", account_key=key, permission=read, expiry=soon)
    # ok: python-azure-sas-without-expiry
    third = generate_blob_sas(account, "c", "b", account_key=key, policy_id="read")
    return first, second, third
