FROM debian:12
# ruleid: dockerfile-tls-verification-disabled
RUN curl -k https://example.com/tool -o /usr/bin/tool
# ruleid: dockerfile-tls-verification-disabled
RUN wget --no-check-certificate https://example.com/tool
# ruleid: dockerfile-tls-verification-disabled
RUN git config --global http.sslVerify false
# ok: dockerfile-tls-verification-disabled
RUN curl https://example.com/tool -o /usr/bin/tool
