// Command generate writes action.yml and task.json into a folder.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/sallyport-gate/sallyport/internal/packaging"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("generate takes the folder to write to; got %d arguments", len(args))
	}
	files, err := packaging.Generated()
	if err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(args[0], name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
