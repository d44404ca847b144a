package advisory

import (
	_ "embed"
	"fmt"
)

//go:generate go run ./embedded/generate

//go:embed embedded/advisories.index
var embedded []byte

// EmbeddedSource is the Source in the manifest of the embedded index.
const EmbeddedSource = "embedded"

// Embedded opens the index that travels inside the program. Between releases it
// is a sample: the few advisories that the example needs.
func Embedded() (*Index, error) {
	x, err := OpenBytes(embedded)
	if err != nil {
		return nil, fmt.Errorf("open the embedded advisory index: %w", err)
	}
	x.manifest.Source = EmbeddedSource
	return x, nil
}
