FROM debian:12
# ruleid: dockerfile-unsigned-packages
RUN apt-get install -y --allow-unauthenticated tool
# ruleid: dockerfile-unsigned-packages
RUN apk add --allow-untrusted ./tool.apk
# ok: dockerfile-unsigned-packages
RUN apt-get install -y tool
