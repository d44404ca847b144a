# ruleid: powershell-defender-disabled
Set-MpPreference -DisableRealtimeMonitoring $true
# ruleid: powershell-defender-disabled
Set-NetFirewallProfile -All -Enabled False
# ok: powershell-defender-disabled
Set-MpPreference -DisableRealtimeMonitoring $false
