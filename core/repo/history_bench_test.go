package repo

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// BenchmarkHistoryOf2000Commits lists and reads a history in which each commit
// changes one line of one of ten files.
func BenchmarkHistoryOf2000Commits(b *testing.B) {
	r, head := opened(b, imported(b))
	for b.Loop() {
		h, err := r.History(b.Context(), "", head, nothing)
		if err != nil || h.Commits != 2000 {
			b.Fatal(err, h.Commits)
		}
		var into []byte
		read := 0
		for _, f := range h.Tree.Files() {
			if into, err = h.Tree.ReadInto(b.Context(), &f, into); err != nil {
				b.Fatal(err)
			}
			read += len(into)
		}
		h.Close()
		b.SetBytes(int64(read))
	}
}

// commitsOf is a stream for git fast-import.
func commitsOf(n int) []byte {
	var b bytes.Buffer
	files := make([][]string, 10)
	for i := range files {
		files[i] = strings.Split(strings.Repeat("some line of an ordinary source file\n", 500), "\n")
	}
	for i := range n {
		lines := files[i%10]
		lines[i*7%len(lines)] = fmt.Sprintf("line of commit %d", i)
		content := strings.Join(lines, "\n")
		fmt.Fprintf(&b, "commit HEAD\ncommitter a <a@example.com> %d +0000\ndata 1\nx\nM 100644 inline file%d\ndata %d\n%s\n", i+1, i%10, len(content), content)
	}
	return b.Bytes()
}
