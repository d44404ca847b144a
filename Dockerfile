# Two ways to the same image.
#
# From prebuilt files, without any image registry:
#   go run ./internal/packaging/release -out dist
#   docker build --target packaged .
# From the source:
#   docker build .
#
# The gate reads a tree that is mounted at /repository and writes its report there:
#   docker run --rm -v "$PWD:/repository" sallyport --report=/repository/sallyport-report

# dist/image holds a static binary for each architecture and the CA roots.
FROM scratch AS packaged
ARG TARGETARCH=amd64
COPY dist/image/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY dist/image/linux-${TARGETARCH}/sallyport /sallyport
WORKDIR /repository
ENTRYPOINT ["/sallyport"]

FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags="-s -w" -o /sallyport .

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /sallyport /sallyport
WORKDIR /repository
ENTRYPOINT ["/sallyport"]
