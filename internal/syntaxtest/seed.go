package syntaxtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Seeds reads the testdata/*.txt of the package under test: pieces of code that
// between them have every construct. No file at all ends the test.
func Seeds(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("read seeds: %v, %d files", err, len(files))
	}
	var found [][]byte
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, source)
	}
	return found
}
