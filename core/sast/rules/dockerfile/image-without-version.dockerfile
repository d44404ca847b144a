# ruleid: dockerfile-image-without-version
FROM node
# ruleid: dockerfile-image-without-version
FROM mcr.microsoft.com/dotnet/aspnet:latest
# ok: dockerfile-image-without-version
FROM mcr.microsoft.com/dotnet/aspnet:9.0
# ok: dockerfile-image-without-version
FROM alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
# ok: dockerfile-image-without-version
FROM scratch
# ok: dockerfile-image-without-version
FROM build
