package repo

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// eachFolders runs a test over this system's folders and over those of every system.
func eachFolders(t *testing.T, base string, test func(*testing.T, folders)) {
	t.Helper()
	for name, open := range map[string]func(string) (folders, error){
		"as this system opens them":  newFolders,
		"as every system opens them": func(base string) (folders, error) { return newRooted(base) },
	} {
		t.Run(name, func(t *testing.T) {
			below, err := open(base)
			if err != nil {
				t.Fatal(err)
			}
			test(t, below)
		})
	}
}

func written(t *testing.T, contents map[string]string) string {
	t.Helper()
	base := t.TempDir()
	for name, content := range contents {
		name = filepath.Join(base, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return base
}

func slurp(f folders, path string) (string, error) {
	h, err := f.open(path)
	if err != nil {
		return "", err
	}
	defer h.Close()
	content, err := io.ReadAll(h)
	return string(content), err
}

func TestFilesAreFoundInWhateverOrderTheyAreAskedFor(t *testing.T) {
	contents := map[string]string{"a/b/c/one": "1", "a/b/two": "2", "a/bc/three": "3", "four": "4", "a/b/c/d/five": "5", "b/six": "6"}
	eachFolders(t, written(t, contents), func(t *testing.T, below folders) {
		for first := range contents {
			for second := range contents {
				for _, path := range []string{first, second} {
					if got, err := slurp(below, path); got != contents[path] || err != nil {
						t.Fatalf("%s after %s: got %q, %v; want %q", path, first, got, err, contents[path])
					}
				}
			}
		}
	})
}

func TestReadersThatOvertakeEachOtherReadTheirOwnFiles(t *testing.T) {
	contents := map[string]string{}
	for _, folder := range strings.Split("a/a a/b b/a b/b/c c", " ") {
		contents[folder+"/file"] = folder
	}
	eachFolders(t, written(t, contents), func(t *testing.T, below folders) {
		var readers sync.WaitGroup
		for path, want := range contents {
			readers.Go(func() {
				for range 200 {
					if got, err := slurp(below, path); got != want || err != nil {
						t.Errorf("%s: got %q, %v", path, got, err)
						return
					}
				}
			})
		}
		readers.Wait()
	})
}

func TestAFolderTellsNamesKindsAndSizes(t *testing.T) {
	base := written(t, map[string]string{"a/z": "four", "a/b/c": ""})
	if err := os.Symlink("z", filepath.Join(base, "a", "link")); err != nil {
		t.Skip("this system makes no links:", err)
	}
	eachFolders(t, base, func(t *testing.T, below folders) {
		for range 2 { // a folder can be listed again
			got, err := below.entries("a")
			for i := range got {
				if !got[i].kind.IsRegular() {
					got[i].size = 0
				}
			}
			want := []entry{{name: "b", kind: os.ModeDir}, {name: "link", kind: os.ModeSymlink}, {name: "z", size: 4}}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(entry{})); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		}
		if _, err := below.entries("a/z"); err == nil {
			t.Error("a file was listed as a folder")
		}
		if e, err := below.look("a/link"); err != nil || e.kind != os.ModeSymlink {
			t.Errorf("look at a link: %v, %v", e, err)
		}
	})
}

func TestALinkLeadsNowhereOutside(t *testing.T) {
	outside := written(t, map[string]string{"key": "secret"})
	base := filepath.Join(outside, "base")
	if err := os.MkdirAll(filepath.Join(base, "in"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(base, "in", "file"), []byte("1"), 0o644); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"key": filepath.Join(outside, "key"), "folder": outside, "up": "../.."} {
		if err := os.Symlink(target, filepath.Join(base, "in", link)); err != nil {
			t.Skip("this system makes no links:", err)
		}
	}
	eachFolders(t, base, func(t *testing.T, below folders) {
		for _, path := range []string{"in/key", "in/folder/key", "in/up/key", "in/../../key", "../key"} {
			if got, err := slurp(below, path); err == nil {
				t.Errorf("%s was read: %q", path, got)
			}
		}
		for _, path := range []string{"in/folder", "in/../..", ".."} {
			if got, err := below.entries(path); err == nil {
				t.Errorf("%s was listed: %v", path, got)
			}
		}
		if got, err := below.look("../key"); err == nil {
			t.Errorf("a file outside was looked at: %v", got)
		}
		if got, err := slurp(below, "in/file"); got != "1" || err != nil { // the way is not broken by what failed
			t.Errorf("got %q, %v", got, err)
		}
	})
}

func TestAFolderIsNoRegularFile(t *testing.T) {
	eachFolders(t, written(t, map[string]string{"a/b": ""}), func(t *testing.T, below folders) {
		h, err := below.open("a")
		if err != nil {
			return // refused at once
		}
		defer h.Close()
		if _, err := h.size(); err == nil {
			t.Error("a folder has the size of a file")
		}
	})
}
