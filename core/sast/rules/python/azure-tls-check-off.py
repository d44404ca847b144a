from azure.storage.blob import BlobServiceClient

# ruleid: python-azure-tls-check-off
client = BlobServiceClient(url, credential=credential, connection_verify=False)
# ok: python-azure-tls-check-off
client = BlobServiceClient(url, credential=credential)
# ok: python-azure-tls-check-off
client = BlobServiceClient(url, credential=credential, connection_verify="ca.pem")
