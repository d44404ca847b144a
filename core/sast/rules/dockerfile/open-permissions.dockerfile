FROM debian:12
# ruleid: dockerfile-open-permissions
RUN chmod -R 777 /app
# ok: dockerfile-open-permissions
RUN chmod 755 /app
