# ruleid: bash-open-permissions
chmod -R 777 /srv/app
# ok: bash-open-permissions
chmod 755 /srv/app
