# ruleid: powershell-weak-hash
Get-FileHash $file -Algorithm MD5
# ruleid: powershell-weak-hash
$hash = [System.Security.Cryptography.SHA1]::Create()
# ok: powershell-weak-hash
Get-FileHash $file -Algorithm SHA256
