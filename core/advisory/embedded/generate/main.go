// Command generate builds the embedded advisory index from the records beside
// it. It is run by go generate in the folder of package advisory.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

func main() {
	if err := generate(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func generate() error {
	content, manifest, err := advisory.Build(context.Background(), []advisory.Source{{Path: "embedded/records"}}, advisory.Options{})
	if err != nil {
		return err
	}
	fmt.Print(advisory.RenderInfo(manifest))
	return os.WriteFile("embedded/advisories.index", content, 0o644)
}
