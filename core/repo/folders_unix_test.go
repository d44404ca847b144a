//go:build unix

package repo

import "testing"

func TestOneReaderHoldsOneRowOfFoldersOpen(t *testing.T) {
	below, err := newFolders(written(t, map[string]string{"a/b/one": "1", "c/two": "2"}))
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		for _, path := range []string{"a/b/one", "c/two"} {
			if _, err := slurp(below, path); err != nil {
				t.Fatal(err)
			}
		}
	}
	if rows := len(below.(*descriptors).rows.all); rows != 1 {
		t.Errorf("%d rows are open, want 1", rows)
	}
}
