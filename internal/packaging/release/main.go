// Command release builds the programs for every platform and lays out what is
// published: the action, the extension and the image's content.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/sallyport-gate/sallyport/internal/packaging"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	out := flag.String("out", "dist", "folder to write to")
	roots := flag.String("roots", "/etc/ssl/certs/ca-certificates.crt", "CA roots for the image, PEM; empty for no image")
	flag.Parse()
	release := packaging.Release{Root: ".", Out: *out, CARoots: *roots, Platforms: packaging.Platforms()}
	if err := release.Write(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}
