package repo

import (
	"bytes"
	"os"
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

func TestWhatIsNotInThePacksComesFromGitOrIsAnError(t *testing.T) {
	root := imported(t)
	gitIn(t, root, "reset", "-q", "--hard")
	write(t, root, "file0", "not packed")
	write(t, root, "file1", "lost")
	commit(t, root)
	r, head := opened(t, root)
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if _, ok := h.Tree.source.(*versions); !ok {
		t.Fatalf("the contents come from %T", h.Tree.source)
	}
	if err := os.Remove(objectFile(root, objectName([]byte("lost"), 40))); err != nil {
		t.Fatal(err)
	}
	loose := 0
	for _, f := range h.Tree.Files() {
		switch f.Object {
		case objectName([]byte("not packed"), 40):
			loose++
			if content, err := h.Tree.Read(t.Context(), f); string(content) != "not packed" || err != nil {
				t.Errorf("read %q, %v", content, err)
			}
		case objectName([]byte("lost"), 40):
			loose++
			if content, err := h.Tree.Read(t.Context(), f); err == nil {
				t.Errorf("read %q of a lost object, want an error", content)
			}
		}
	}
	if loose != 2 {
		t.Errorf("%d contents outside the packs, want 2", loose)
	}
}

func TestChangesAreToldInTheOrderOfTheirCommits(t *testing.T) {
	r, head := opened(t, imported(t))
	commits, err := r.git.run(t.Context(), nil, "rev-list", "--reverse", "--topo-order", head)
	if err != nil {
		t.Fatal(err)
	}
	list := func(together int) (all []change) {
		for changes := range r.git.changes(t.Context(), commits, together) {
			part := <-changes
			if part.err != nil {
				t.Fatal(part.err)
			}
			all = append(all, part.changes...)
		}
		return all
	}
	if diff := cmp.Diff(list(4000), list(150), cmp.AllowUnexported(change{})); diff != "" {
		t.Errorf("in parts of 150 commits (-at once +in parts):\n%.2000s", diff)
	}
}

func TestAFileThatChangedSinceItWasListedIsReadAsItIs(t *testing.T) {
	root := folder(t, map[string]string{"grown": "12345", "shrunk": "12345", "same": "12345"})
	r, err := Open(t.Context(), root, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.Walk(t.Context(), WalkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"grown": "1234567890", "shrunk": "1", "same": "12345"}
	for name, content := range want {
		write(t, root, name, content)
	}
	for _, f := range tree.Files() {
		if got, err := tree.ReadInto(t.Context(), &f, make([]byte, 0, 100)); string(got) != want[f.Path] || err != nil {
			t.Errorf("%s: read %q, %v; want %q", f.Path, got, err, want[f.Path])
		}
	}
}
