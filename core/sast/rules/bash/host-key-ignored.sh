# ruleid: bash-host-key-ignored
ssh -o StrictHostKeyChecking=no deploy@example.com
# ok: bash-host-key-ignored
ssh -o StrictHostKeyChecking=accept-new deploy@example.com
