package repo

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// imported makes a repository of 2000 commits in one pack.
func imported(t testing.TB) string {
	t.Helper()
	root := t.TempDir()
	gitIn(t, root, "init", "-q")
	fast := exec.Command("git", "-C", root, "fast-import", "--quiet", "--force")
	fast.Stdin = bytes.NewReader(commitsOf(2000))
	if out, err := fast.CombinedOutput(); err != nil {
		t.Fatalf("fast-import: %v: %s", err, out)
	}
	return root
}

func TestThePacksAndGitTellTheSameContents(t *testing.T) {
	r, head := opened(t, imported(t))
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	fromPacks, ok := h.Tree.source.(*versions)
	if !ok {
		t.Fatalf("the contents come from %T", h.Tree.source)
	}
	rest, closePool := r.git.objects(t.Context())
	defer closePool()
	index := fromPacks.index
	fromGit := &ahead{pool: rest.(*pool), batch: r.git.batch(t.Context()), files: h.Tree.files, index: index, stash: map[int]answer{}}
	defer fromGit.batch.close()
	for _, f := range h.Tree.Files() {
		one, other := f, f
		got, err := fromPacks.read(t.Context(), &one, nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := fromGit.read(t.Context(), &other, nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(other, one); diff != "" || !bytes.Equal(got, want) {
			t.Fatalf("%s of %s differs (-git +packs):\n%s", f.Object, f.Path, diff)
		}
	}
}
