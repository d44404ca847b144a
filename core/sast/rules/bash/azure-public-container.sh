# ruleid: bash-azure-public-container
az storage container create --name files --public-access blob
# ruleid: bash-azure-public-container
az storage account update --name shop --allow-blob-public-access true
# ok: bash-azure-public-container
az storage container create --name files --public-access off
