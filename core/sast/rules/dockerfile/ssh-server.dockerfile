FROM debian:12
# ruleid: dockerfile-ssh-server
EXPOSE 22
# ok: dockerfile-ssh-server
EXPOSE 8080
