# ruleid: bash-pipe-to-shell
curl -s https://example.com/install.sh | sh
# ruleid: bash-pipe-to-shell
curl -s https://example.com/install.sh | sudo bash
# ok: bash-pipe-to-shell
curl -s https://example.com/data.json | jq .
