# ruleid: powershell-public-container
New-AzStorageContainer -Name files -Context $c -Permission Blob
# ruleid: powershell-public-container
Set-AzStorageContainerAcl -Permission Container -Name files
# ok: powershell-public-container
New-AzStorageContainer -Name files -Permission Off
