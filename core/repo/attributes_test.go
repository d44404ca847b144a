package repo

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAChangeCannotMarkItsOwnFiles(t *testing.T) {
	root := folder(t, map[string]string{".gitattributes": "*.pb.go linguist-generated\n", "a.pb.go": "", "sub/.gitattributes": "lib.js linguist-vendored\n", "sub/lib.js": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	write(t, root, ".gitattributes", "* linguist-generated linguist-vendored\n")
	write(t, root, "new.go", "")
	gitIn(t, root, "add", "-A")
	gitIn(t, root, "config", "core.sparseCheckout", "true")
	gitIn(t, root, "config", "core.sparseCheckoutCone", "true")
	write(t, root, ".git/info/sparse-checkout", "/*\n!/*/\n")
	before, index := folderNames(t, filepath.Join(root, ".git")), read(t, filepath.Join(root, ".git", "index"))
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	tree, err := r.Walk(t.Context(), WalkOptions{Excluded: nothing, AttributesAt: base})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]bool{".gitattributes": {}, "a.pb.go": {true, false}, "new.go": {}, "sub/.gitattributes": {}, "sub/lib.js": {false, true}}
	if diff := cmp.Diff(want, marks(tree)); diff != "" {
		t.Errorf("generated, vendored (-want +got):\n%s", diff)
	}
	if left := folderNames(t, temporary); len(left) > 0 {
		t.Errorf("%q stays in the temporary folder, want nothing", left)
	}
	if diff := cmp.Diff(before, folderNames(t, filepath.Join(root, ".git"))); diff != "" {
		t.Errorf("the walk writes into the repository (-want +got):\n%s", diff)
	}
	if read(t, filepath.Join(root, ".git", "index")) != index {
		t.Error("the walk changes the repository's own index")
	}
}

func TestTheMachinesOwnAttributesAreNotFollowed(t *testing.T) {
	root := folder(t, map[string]string{"a.go": "", "mine": "* linguist-generated\n"})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "config", "core.attributesFile", filepath.Join(root, "mine"))
	if diff := cmp.Diff(map[string][2]bool{"a.go": {}, "mine": {}}, marks(walked(t, root, nothing))); diff != "" {
		t.Errorf("generated, vendored (-want +got):\n%s", diff)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func marks(tree *Tree) map[string][2]bool {
	marks := map[string][2]bool{}
	for _, f := range tree.Files() {
		marks[f.Path] = [2]bool{f.Generated, f.Vendored}
	}
	return marks
}

func folderNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
