# ruleid: bash-tls-verification-disabled
curl -k https://example.com/tool
# ruleid: bash-tls-verification-disabled
wget --no-check-certificate https://example.com/tool
# ruleid: bash-tls-verification-disabled
git config --global http.sslVerify false
# ok: bash-tls-verification-disabled
curl --cacert ca.pem https://example.com/tool
# ok: bash-tls-verification-disabled
curl -s https://localhost:9000/health --insecure
# ruleid: bash-tls-verification-disabled
curl -s https://localhost.example.com/health --insecure
