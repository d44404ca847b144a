# ruleid: bash-azure-app-settings-insecure
az webapp config set --name shop --ftps-state AllAllowed
# ruleid: bash-azure-app-settings-insecure
az webapp update --name shop --https-only false
# ok: bash-azure-app-settings-insecure
az webapp config set --name shop --ftps-state Disabled
