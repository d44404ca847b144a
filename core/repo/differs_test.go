package repo

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestDiffersTellsWhetherTheDiskIsTheCommit(t *testing.T) {
	for _, test := range []struct {
		name  string
		touch func(root string) error
		path  string // that is walked
		paths int
		first string
	}{
		{"a fresh checkout is equal", func(string) error { return nil }, ".", 0, ""},
		{"other content of the same size differs", func(root string) error { return put(root, "sub/b", "2") }, ".", 1, "sub/b"},
		{"a file that is gone differs, and the first path is named", func(root string) error {
			return errors.Join(put(root, "sub/b", "2"), os.Remove(filepath.Join(root, "a")))
		}, ".", 2, "a"},
		{"what lies beside the walked folder counts too", func(root string) error { return put(root, "a", "edited") }, "sub", 1, "a"},
		{"other line endings are equal", func(root string) error {
			return errors.Join(put(root, "unix", "1\r\n2\r\n"), put(root, "windows", "1\n2\n"), put(root, "mixed", "1\r\n2\n"))
		}, ".", 0, ""},
		{"another line differs whatever its ending", func(root string) error { return put(root, "unix", "1\r\n3\r\n") }, ".", 1, "unix"},
		{"a carriage return alone is content", func(root string) error { return put(root, "unix", "1\r2\n") }, ".", 1, "unix"},
		{"a new file does not count", func(root string) error { return put(root, "new", "") }, ".", 0, ""},
		{"an excluded folder does not count", func(root string) error { return os.RemoveAll(filepath.Join(root, "excluded")) }, ".", 0, ""},
		{"a link to the same content differs", func(root string) error {
			return errors.Join(os.Rename(filepath.Join(root, "a"), filepath.Join(root, "new")), os.Symlink("new", filepath.Join(root, "a")))
		}, ".", 1, "a"},
		{"a linked folder with the same content differs", func(root string) error {
			return errors.Join(os.Rename(filepath.Join(root, "sub"), filepath.Join(root, "new")), os.Symlink("new", filepath.Join(root, "sub")))
		}, ".", 1, "sub/b"},
		{"so does one further up", func(root string) error {
			return errors.Join(os.Rename(filepath.Join(root, "deep"), filepath.Join(root, "new")), os.Symlink("new", filepath.Join(root, "deep")))
		}, ".", 1, "deep/er/d"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := folder(t, map[string]string{"a": "1", "sub/b": "1", "deep/er/d": "1", "excluded/c": "", "unix": "1\n2\n", "windows": "1\r\n2\r\n", "mixed": "1\n2\r\n"})
			gitIn(t, root, "init", "-q")
			commit(t, root)
			if err := test.touch(root); err != nil {
				t.Fatal(err)
			}
			r, head := opened(t, root)
			excluded := func(path string) bool { return path == "excluded" }
			paths, first, err := r.Differs(t.Context(), walked(t, filepath.Join(root, test.path), excluded), head, excluded)
			if err != nil || paths != test.paths || first != test.first {
				t.Errorf("got %d, %q, %v; want %d, %q", paths, first, err, test.paths, test.first)
			}
		})
	}
}

func TestDiffersReadsFilesOverTheLimit(t *testing.T) {
	root := folder(t, map[string]string{"big": ""})
	big := filepath.Join(root, "big")
	if err := os.Truncate(big, MaxFileSize+1); err != nil {
		t.Fatal(err)
	}
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	for _, want := range []int{0, 1} {
		paths, _, err := r.Differs(t.Context(), walked(t, root, nothing), head, nothing)
		if err != nil || paths != want {
			t.Errorf("got %d, %v; want %d", paths, err, want)
		}
		file, err := os.OpenFile(big, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteAt([]byte("x"), MaxFileSize); err != nil {
			t.Fatal(err)
		}
		file.Close()
	}
}

func put(root, path, content string) error {
	return os.WriteFile(filepath.Join(root, filepath.FromSlash(path)), []byte(content), 0o644)
}

func TestUnheldNamesWhatACommitDoesNotHold(t *testing.T) {
	inner := folder(t, map[string]string{"lock": "1"})
	gitIn(t, inner, "init", "-q")
	commit(t, inner)
	root := folder(t, map[string]string{"a": "1", "sub/b": "1"})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "other")
	if err := os.Symlink("a", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	commit(t, root)
	if err := put(root, "sub/new", "1"); err != nil {
		t.Fatal(err)
	}
	r, head := opened(t, root)
	got, err := r.Unheld(t.Context(), head, []string{"sub/new", "a", "sub/b", "other/lock", "link", "sub/new"})
	if err != nil || !slices.Equal(got, []string{"link", "sub/new"}) {
		t.Errorf("got %q, %v", got, err)
	}
}
