import paramiko

client = paramiko.SSHClient()
# ruleid: python-ssh-host-key-ignored
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
# ok: python-ssh-host-key-ignored
client.set_missing_host_key_policy(paramiko.RejectPolicy())


def chosen(client, strict, retries):
    if not strict:
        # ok: python-ssh-host-key-ignored
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    if retries:
        # ruleid: python-ssh-host-key-ignored
        client.set_missing_host_key_policy(paramiko.AutoAddPolicy())


def insecure_client(client):
    # ok: python-ssh-host-key-ignored
    client.set_missing_host_key_policy(paramiko.WarningPolicy())
