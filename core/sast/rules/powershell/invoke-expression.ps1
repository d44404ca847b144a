# ruleid: powershell-invoke-expression
Invoke-Expression "Get-Item $name"
# ruleid: powershell-invoke-expression
iex $command
# ruleid: powershell-invoke-expression
$text | Invoke-Expression
# ok: powershell-invoke-expression
Invoke-Expression 'Get-Date'
# ok: powershell-invoke-expression
Get-Item -Path $name
