# ruleid: powershell-execution-policy-bypassed
Set-ExecutionPolicy Bypass
# ruleid: powershell-execution-policy-bypassed
Set-ExecutionPolicy -Scope LocalMachine -ExecutionPolicy Unrestricted
# ok: powershell-execution-policy-bypassed
Set-ExecutionPolicy RemoteSigned -Scope Process
