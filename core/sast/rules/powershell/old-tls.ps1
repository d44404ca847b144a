# ruleid: powershell-old-tls
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls
# ruleid: powershell-old-tls
[System.Net.ServicePointManager]::SecurityProtocol = [System.Net.SecurityProtocolType]::Ssl3
# ok: powershell-old-tls
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
