package repo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestChangedIsWhatDiffersFromTheBase(t *testing.T) {
	root := folder(t, map[string]string{"same": "1", "edited": "1", "renamed": "2", "gone": "3", "ends": "a\n"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	write(t, root, "edited", "2") // same size: only the content tells
	write(t, root, "ends", "a\r\n")
	write(t, root, "new", "4")
	if err := errors.Join(os.Remove(filepath.Join(root, "gone")), os.Rename(filepath.Join(root, "renamed"), filepath.Join(root, "moved"))); err != nil {
		t.Fatal(err)
	}
	changed, err := r.Changed(t.Context(), walked(t, root, nothing), base)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"edited", "ends", "moved", "new"}, paths(changed)); diff != "" {
		t.Errorf("changed (-want +got):\n%s", diff)
	}
	if got := changed.Skips()["not changed since the base"]; got != 1 {
		t.Errorf("counted %d unchanged, want 1", got)
	}
}

func TestAtReadsACommitAndNotTheDisk(t *testing.T) {
	root := folder(t, map[string]string{"a": "old", "sub/b": "b", "x": "x"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	write(t, root, "a", "new")
	tree, closeTree, err := r.At(t.Context(), base, func(path string) bool { return path == "x" })
	if err != nil {
		t.Fatal(err)
	}
	defer closeTree()
	if diff := cmp.Diff([]string{"a", "sub/b"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for path, want := range map[string]string{"sub/b": "b", "a": "old"} {
		f, _ := tree.Find(path)
		got, err := tree.Read(t.Context(), f)
		if err != nil || string(got) != want {
			t.Errorf("read %s: got %q, %v; want %q", path, got, err, want)
		}
	}
}

func TestAMissingObjectIsAnErrorAndNotAnEmptyFile(t *testing.T) {
	root := folder(t, map[string]string{"a": "content of a", "b": "content of b"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	tree, closeTree, err := r.At(t.Context(), base, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer closeTree()
	name := objectName([]byte("content of a"), 40)
	if err := os.Remove(filepath.Join(root, ".git", "objects", name[:2], name[2:])); err != nil {
		t.Fatal(err)
	}
	if content, err := tree.Read(t.Context(), tree.Files()[0]); err == nil {
		t.Errorf("got %q, want an error", content)
	}
}

func TestResolveRefusesWhatIsNotThere(t *testing.T) {
	root := folder(t, map[string]string{"a": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	for _, revision := range []string{"nowhere", "--all", "-h", "HEAD~5", strings.Repeat("0", 40)} {
		if got, err := r.Resolve(t.Context(), revision); !errors.Is(err, ErrRevision) {
			t.Errorf("resolve %q: got %q, %v; want ErrRevision", revision, got, err)
		}
	}
	if got, err := r.Resolve(t.Context(), "HEAD"); err != nil || got != head {
		t.Errorf("resolve HEAD: got %q, %v; want %q", got, err, head)
	}
}

func opened(t testing.TB, root string) (*Repository, string) {
	t.Helper()
	r, err := Open(t.Context(), root, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	return r, r.Head(t.Context())
}

func write(t *testing.T, root, path, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, path), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
