# ruleid: powershell-storage-key-printed
Write-Host (Get-AzKeyVaultSecret -VaultName shop -Name db -AsPlainText)
# ok: powershell-storage-key-printed
$secret = Get-AzKeyVaultSecret -VaultName shop -Name db -AsPlainText
