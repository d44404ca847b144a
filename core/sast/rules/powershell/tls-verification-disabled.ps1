# ruleid: powershell-tls-verification-disabled
[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
# ruleid: powershell-tls-verification-disabled
Invoke-WebRequest $uri -SkipCertificateCheck
# ruleid: powershell-tls-verification-disabled
Invoke-RestMethod -Uri $uri -SkipCertificateCheck -Method Post
if (-not $ValidateCerts) {
    # ok: powershell-tls-verification-disabled
    [System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }
}
# ok: powershell-tls-verification-disabled
Invoke-WebRequest $uri
