# ruleid: bash-azure-firewall-whole-internet
az sql server firewall-rule create --server shop --name all --start-ip-address 0.0.0.0 --end-ip-address 255.255.255.255
# ok: bash-azure-firewall-whole-internet
az sql server firewall-rule create --server shop --name office --start-ip-address 203.0.113.7 --end-ip-address 203.0.113.7
