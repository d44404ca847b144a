package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAHistoryHoldsEachContentOnceWithTheCommitThatBroughtIt(t *testing.T) {
	root := folder(t, map[string]string{"a": "one", "planted/x": "no"})
	gitIn(t, root, "init", "-q", "-b", "main")
	commit(t, root)
	write(t, root, "a", "two")
	write(t, root, "b", "three")
	commit(t, root)
	write(t, root, "a", "one") // back again: nothing new
	gitIn(t, root, "rm", "-q", "b")
	commit(t, root)
	r, head := opened(t, root)
	h, err := r.History(t.Context(), "", head, func(path string) bool { return path == "planted" })
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	want := []string{"a one 3", "a two 2", "b three 2"} // how many commits old
	if diff := cmp.Diff(want, told(t, r, h.Tree)); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"a": true, "b": true, "planted/x": true}, h.Touched); diff != "" {
		t.Errorf("touched (-want +got):\n%s", diff)
	}
	if h.Commits != 3 {
		t.Errorf("%d commits, want 3", h.Commits)
	}
}

func TestAHistoryWithABaseIsWhatTheBaseDoesNotHave(t *testing.T) {
	root := folder(t, map[string]string{"a": "old"})
	gitIn(t, root, "init", "-q", "-b", "main")
	commit(t, root)
	gitIn(t, root, "checkout", "-q", "-b", "feature")
	write(t, root, "a", "passing")
	commit(t, root)
	write(t, root, "a", "old")
	commit(t, root)
	r, head := opened(t, root)
	base, err := r.Resolve(t.Context(), "main")
	if err != nil {
		t.Fatal(err)
	}
	h, err := r.History(t.Context(), base, head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if diff := cmp.Diff([]string{"a old 1", "a passing 2"}, told(t, r, h.Tree)); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
}

func TestAHistoryHoldsWhatAMergeWasResolvedTo(t *testing.T) {
	root := folder(t, map[string]string{"a": "1"})
	gitIn(t, root, "init", "-q", "-b", "main")
	commit(t, root)
	gitIn(t, root, "checkout", "-q", "-b", "feature")
	write(t, root, "a", "2")
	commit(t, root)
	gitIn(t, root, "checkout", "-q", "main")
	write(t, root, "a", "3")
	commit(t, root)
	gitIn(t, root, "merge", "-q", "-s", "ours", "--no-commit", "feature")
	write(t, root, "a", "resolved by hand")
	write(t, root, "slipped in", "new")
	commit(t, root)
	r, head := opened(t, root)
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	want := []string{"a 1 4", "a 2 3", "a 3 3", "a resolved by hand 1", "slipped in new 1"}
	if diff := cmp.Diff(want, told(t, r, h.Tree)); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
}

func TestAHistoryThatGitCannotTellIsAnError(t *testing.T) {
	root := folder(t, map[string]string{"a": "1"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	if err := os.Mkdir(filepath.Join(root, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, root, "sub/a", "2")
	commit(t, root)
	r, head := opened(t, root)
	tree, err := r.git.run(t.Context(), nil, "rev-parse", "HEAD:sub")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(objectFile(root, strings.TrimSpace(string(tree)))); err != nil {
		t.Fatal(err)
	}
	if h, err := r.History(t.Context(), "", head, nothing); err == nil {
		h.Close()
		t.Error("a missing tree passes for an empty one")
	}
}

func TestACorruptContentInAHistoryIsAnError(t *testing.T) {
	root := folder(t, map[string]string{"a": "content of a", "z": "z"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	name := objectFile(root, objectName([]byte("content of a"), 40))
	if err := errors.Join(os.Chmod(name, 0o644), os.WriteFile(name, []byte("no zlib"), 0o644)); err != nil {
		t.Fatal(err)
	}
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if content, err := h.Tree.Read(t.Context(), h.Tree.Files()[0]); err == nil {
		t.Errorf("read %q of a corrupt object, want an error", content)
	}
}

func TestAKilledGitIsAnError(t *testing.T) {
	root := folder(t, map[string]string{"a": "1", "b": "2"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	a := h.Tree.source.(*ahead)
	for _, b := range append(a.pool.all, a.batch) {
		if err := b.start(); err != nil {
			t.Fatal(err)
		}
		if err := b.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_, _ = b.cmd.Process.Wait()
	}
	for _, f := range h.Tree.Files() {
		if content, err := h.Tree.Read(t.Context(), f); err == nil {
			t.Errorf("read %q of %s after git was killed, want an error", content, f.Path)
		}
	}
}

func TestAGitThatDiesWhileItListsIsAnError(t *testing.T) {
	root := folder(t, map[string]string{"a": "1"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	// A git that breaks off in the middle of diff-tree's list.
	fake := t.TempDir()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\ncase $1 in diff-tree) %s \"$@\" | head -c 60; kill -9 $$;; esac\nexec %s \"$@\"\n", git, git)
	if err := os.WriteFile(filepath.Join(fake, "git"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", fake+string(os.PathListSeparator)+os.Getenv("PATH"))
	if h, err := r.History(t.Context(), "", head, nothing); err == nil {
		h.Close()
		t.Error("half a list passes for all of it")
	}
}

func TestAShallowCloneSaysSo(t *testing.T) {
	origin := folder(t, map[string]string{"a": "1"})
	gitIn(t, origin, "init", "-q")
	commit(t, origin)
	commit(t, origin)
	root := filepath.Join(t.TempDir(), "clone")
	gitIn(t, origin, "clone", "-q", "--depth=1", "file://"+filepath.ToSlash(origin), root)
	for folder, want := range map[string]bool{origin: false, root: true} {
		if r, _ := opened(t, folder); r.IsShallow(t.Context()) != want {
			t.Errorf("%s: shallow is %v, want %v", folder, !want, want)
		}
	}
}

func TestGraftsAndReplacementsHideNoCommit(t *testing.T) {
	root := folder(t, map[string]string{"a": "1"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	write(t, root, "a", "2")
	commit(t, root)
	r, head := opened(t, root)
	if err := errors.Join(os.MkdirAll(filepath.Join(root, ".git", "info"), 0o755),
		os.WriteFile(filepath.Join(root, ".git", "info", "grafts"), []byte(head+"\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	gitIn(t, root, "replace", "--graft", head)
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if h.Commits != 2 {
		t.Errorf("%d commits, want 2", h.Commits)
	}
}

func TestAJoinedTreeFindsWhatIsOnDisk(t *testing.T) {
	root := folder(t, map[string]string{"a": "1"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	r, head := opened(t, root)
	write(t, root, "a", "2")
	h, err := r.History(t.Context(), "", head, nothing)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	joined := walked(t, root, nothing).And(h.Tree)
	f, _ := joined.Find("a")
	if got, err := joined.Read(t.Context(), f); err != nil || string(got) != "2" || len(joined.Files()) != 2 {
		t.Errorf("found %q, %v among %d files; want what is on disk", got, err, len(joined.Files()))
	}
}

// told lists a history's files as "PATH CONTENT AGE", the age in commits before HEAD, which is 1.
func told(t *testing.T, r *Repository, tree *Tree) []string {
	t.Helper()
	var list []string
	for _, f := range tree.Files() {
		content, err := tree.Read(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.git.run(context.Background(), nil, "rev-list", "--count", f.Commit+"..HEAD")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		fmt.Sscan(strings.TrimSpace(string(out)), &n)
		list = append(list, fmt.Sprintf("%s %s %d", f.Path, content, n+1))
	}
	slices.Sort(list)
	return list
}

func objectFile(root, object string) string {
	return filepath.Join(root, ".git", "objects", object[:2], object[2:])
}

func TestContentsOfAHistoryMayBeReadInAnyOrder(t *testing.T) {
	root := folder(t, nil)
	gitIn(t, root, "init", "-q")
	for i := range 12 {
		write(t, root, "a", strings.Repeat(fmt.Sprintf("line %d\n", i), 2000))
		write(t, root, "b", fmt.Sprintf("%d", i))
		commit(t, root)
	}
	r, head := opened(t, root)
	for _, order := range []string{"forward", "backward", "every third", "twice"} {
		h, err := r.History(t.Context(), "", head, nothing)
		if err != nil {
			t.Fatal(err)
		}
		files := slices.Clone(h.Tree.Files())
		switch order {
		case "backward":
			slices.Reverse(files)
		case "every third":
			slices.SortStableFunc(files, func(a, b File) int { return a.Age%3 - b.Age%3 })
		case "twice":
			files = append(files, files...)
		}
		buffer := make([]byte, 0, 1<<20)
		for _, f := range files {
			content, err := h.Tree.ReadInto(t.Context(), &f, buffer)
			if err != nil || objectName(content, 40) != f.Object {
				t.Errorf("%s: %s of age %d is %d bytes of something else, %v", order, f.Path, f.Age, len(content), err)
			}
		}
		h.Close()
	}
}

func TestWhatIsNewInAContentIsAllThatTheOneBeforeDoesNotHave(t *testing.T) {
	long := strings.Repeat("a line of the file\n", 1000)
	for _, test := range []struct{ name, then, now, want string }{
		{"a line in the middle", long + long, long + "new\n" + long, "new\n"},
		{"at the beginning", long, "new\n" + long, "new\n"},
		{"at the end", long, long + "new", "new"},
		{"all of it", "x", long, long},
		{"a line twice where it was once", long + "twice\n" + long, long + "twice\ntwice\n" + long, "twice\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			from, to := unshared([]byte(test.then), []byte(test.now))
			if part := test.now[from:to]; !strings.Contains(part, test.want) || from > 0 && test.now[from-1] != '\n' || to < len(test.now) && test.now[to-1] != '\n' {
				t.Errorf("bytes %d to %d, want whole lines with %q", from, to, test.want)
			}
			if !strings.HasPrefix(test.then, test.now[:from]) || !strings.HasSuffix(test.then, test.now[to:]) {
				t.Error("what is left out is not in the content before")
			}
		})
	}
}
