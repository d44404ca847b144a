FROM debian:12
# ruleid: dockerfile-secret-in-environment
ENV DB_PASSWORD=Example-0nly-Text
# ruleid: dockerfile-secret-in-environment
ARG API_KEY=Example-0nly-Text
# ok: dockerfile-secret-in-environment
ENV DB_PASSWORD=$SET_LATER
# ok: dockerfile-secret-in-environment
ENV DB_PASSWORD_FILE=/run/secrets/db
# ok: dockerfile-secret-in-environment
ARG API_KEY
