package sast

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// BenchmarkRun examines 400 KB of each script and of Go, all rules on.
func BenchmarkRun(b *testing.B) {
	check, err := New(Config{})
	if err != nil {
		b.Fatal(err)
	}
	contents := map[string]string{}
	size := 0
	for file, code := range canaries() {
		contents[file] = strings.Repeat(code, 400_000/len(code))
		size += len(contents[file])
	}
	tree := repo.Memory(contents)
	b.SetBytes(int64(size))
	for b.Loop() {
		if _, err := check.Run(b.Context(), tree); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Config{}); err != nil {
			b.Fatal(err)
		}
	}
}
