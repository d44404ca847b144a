# ruleid: powershell-plain-text-password
$a = ConvertTo-SecureString 'Example-only' -AsPlainText -Force
# ruleid: powershell-plain-text-password
$b = ConvertTo-SecureString -String 'Example-only' -AsPlainText -Force
# ok: powershell-plain-text-password
$c = ConvertTo-SecureString $env:SHOP_PASSWORD -AsPlainText -Force
# ok: powershell-plain-text-password
$d = Read-Host -AsSecureString
