FROM debian:12
# ruleid: dockerfile-pipe-to-shell
RUN curl -s https://example.com/install.sh | sh
# ruleid: dockerfile-pipe-to-shell
RUN apt-get update && wget -qO- https://example.com/x | bash
# ok: dockerfile-pipe-to-shell
RUN curl -s https://example.com/data.json | jq .
