package repo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestStagedIsWhatTheNextCommitBrings(t *testing.T) {
	root := folder(t, map[string]string{"a": "1", "b": "1", "excluded/x": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	write(t, root, "a", "staged")
	write(t, root, "c", "staged too")
	if err := os.Symlink("a", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	gitIn(t, root, "add", "-A")
	write(t, root, "a", "on disk only")
	write(t, root, "b", "not staged")
	write(t, root, "untracked", "not staged")
	r, _ := opened(t, root)
	whole, staged, closeTrees, err := r.Staged(t.Context(), func(path string) bool { return path == "excluded" })
	if err != nil {
		t.Fatal(err)
	}
	defer closeTrees()
	if diff := cmp.Diff([]File{{Path: "a", Size: 6}, {Path: "b", Size: 1}, {Path: "c", Size: 10}}, whole.Files(), sizes); diff != "" {
		t.Errorf("whole (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]File{{Path: "a", Size: 6}, {Path: "c", Size: 10}}, staged.Files(), sizes); diff != "" {
		t.Errorf("staged (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"excluded by the policy": 1, "symbolic link": 1, "not changed since HEAD": 1}, staged.Skips()); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
	for path, want := range map[string]string{"a": "staged", "b": "1", "c": "staged too"} {
		f, _ := whole.Find(path)
		if got, err := whole.Read(t.Context(), f); err != nil || string(got) != want {
			t.Errorf("read %s: got %q, %v; want %q", path, got, err, want)
		}
	}
}

func TestStagedIsMarkedByTheIndex(t *testing.T) {
	root := folder(t, map[string]string{"a.go": "", ".gitattributes": ""})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "add", "-A")
	write(t, root, ".gitattributes", "* linguist-generated\n")
	r, _ := opened(t, root)
	whole, _, closeTrees, err := r.Staged(t.Context(), nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer closeTrees()
	if diff := cmp.Diff(map[string][2]bool{".gitattributes": {}, "a.go": {}}, marks(whole)); diff != "" {
		t.Errorf("generated, vendored (-want +got):\n%s", diff)
	}
}

func TestAnEmptyIndexIsAnEmptyTree(t *testing.T) {
	root := folder(t, nil)
	gitIn(t, root, "init", "-q")
	r, _ := opened(t, root)
	whole, staged, closeTrees, err := r.Staged(t.Context(), nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer closeTrees()
	if len(whole.Files()) != 0 || len(staged.Files()) != 0 {
		t.Errorf("got %v and %v, want nothing", whole.Files(), staged.Files())
	}
}

func TestAStagedObjectThatIsMissingIsTold(t *testing.T) {
	root := folder(t, map[string]string{"a": "content of a", "b": "content of b"})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "add", "-A")
	forget(t, root, "content of b")
	r, _ := opened(t, root)
	_, _, _, err := r.Staged(t.Context(), nothing)
	if err == nil || !strings.Contains(err.Error(), `of "b" is missing in this clone`) {
		t.Errorf("got %v, want an error that names b", err)
	}
}

// forget removes a blob from the repository's objects.
func forget(t *testing.T, root, content string) {
	t.Helper()
	name := objectName([]byte(content), 40)
	if err := os.Remove(filepath.Join(root, ".git", "objects", name[:2], name[2:])); err != nil {
		t.Fatal(err)
	}
}

// sizes compares files by path and size alone.
var sizes = cmpopts.IgnoreFields(File{}, "Object")
