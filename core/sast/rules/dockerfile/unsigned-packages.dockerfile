FROM debian:12
# ruleid: dockerfile-unsigned-packages
RUN apt-get install -y --allow-unauthenticated tool
# ruleid: dockerfile-unsigned-packages
RUN apk add --allow-untrusted ./tool.apk
# ruleid: dockerfile-unsigned-packages
RUN apt-get update && apt-get -y --force-yes install tool
# ok: dockerfile-unsigned-packages
RUN make && apt-get purge -y --force-yes gcc
# ok: dockerfile-unsigned-packages
RUN apt-get install -y tool
