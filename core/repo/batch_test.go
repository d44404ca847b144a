package repo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABatchStaysInStep(t *testing.T) {
	root := folder(t, map[string]string{"a": "first", "gone": "content that goes", "z": "last"})
	for name, size := range map[string]int64{"big": 1 << 20, "huge": MaxFileSize + 1} {
		if err := errors.Join(os.WriteFile(filepath.Join(root, name), nil, 0o644), os.Truncate(filepath.Join(root, name), size)); err != nil {
			t.Fatal(err)
		}
	}
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	tree, closeTree, err := r.At(t.Context(), base, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer closeTree()
	forget(t, root, "content that goes")
	find := func(path string) File {
		f, ok := tree.Find(path)
		if !ok {
			t.Fatalf("%s is not in the tree", path)
		}
		return f
	}
	reads := func(after string) {
		t.Helper()
		if got, err := tree.Read(t.Context(), find("z")); err != nil || string(got) != "last" {
			t.Errorf("after %s: got %q, %v; want what z holds", after, got, err)
		}
	}
	for _, path := range []string{"a", "big", "huge"} {
		if got, err := tree.Head(t.Context(), find(path), 3); err != nil || len(got) != 3 {
			t.Errorf("head of %s: got %q, %v; want 3 bytes", path, got, err)
		}
		reads("the head of " + path)
	}
	if !tree.LooksBinary(t.Context(), find("huge")) {
		t.Error("zeros do not look binary")
	}
	lied := find("huge")
	lied.Size = 1 // as if the list had told another size
	if _, err := tree.Read(t.Context(), lied); !errors.Is(err, ErrTooLarge) {
		t.Errorf("read a blob over the limit: got %v, want ErrTooLarge", err)
	}
	reads("a blob over the limit")
	if _, err := tree.Read(t.Context(), find("gone")); err == nil || !strings.Contains(err.Error(), "without a filter") {
		t.Errorf("read a blob that is gone: got %v, want what to do about it", err)
	}
	reads("a blob that is gone")
}

func TestClosingDoesNotWaitForAnAnswer(t *testing.T) {
	root := folder(t, map[string]string{"a": strings.Repeat("x", 4<<20)})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	tree, closeTree, err := r.At(t.Context(), base, nothing)
	if err != nil {
		t.Fatal(err)
	}
	b := tree.source.(*pool).all[0]
	if err := b.start(); err != nil {
		t.Fatal(err)
	}
	if err := b.ask(tree.Files()[0].Object); err != nil { // its 4 MB stay in the pipe
		t.Fatal(err)
	}
	closeTree()
	if content, err := tree.Read(t.Context(), tree.Files()[0]); err == nil {
		t.Errorf("read %d bytes of a closed tree, want an error", len(content))
	}
}

func TestAMissingBlobAtTheBaseSaysWhatToDo(t *testing.T) {
	root := folder(t, map[string]string{"a": "content of a"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, base := opened(t, root)
	forget(t, root, "content of a")
	want := "object " + objectName([]byte("content of a"), 40) + ` of "a" is missing in this clone; fetch it (in a pipeline: checkout with fetch-depth 0, without a filter)`
	if _, _, err := r.At(t.Context(), base, nothing); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
