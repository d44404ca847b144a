FROM debian:12
# ok: dockerfile-root-user
USER root
USER app
# ruleid: dockerfile-root-user
USER root
