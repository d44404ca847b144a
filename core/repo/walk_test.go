package repo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

func TestWalkExaminesWhatShips(t *testing.T) {
	for _, test := range []struct {
		name  string
		git   bool
		files map[string]string
		add   []string // tracked although ignored
		want  []string
		skips map[string]int
	}{
		{
			name:  "outside git everything is examined, whatever .gitignore says",
			files: map[string]string{".gitignore": "*.log\n", "a.go": "", "b.log": "", "c/d.log": ""},
			want:  []string{".gitignore", "a.go", "b.log", "c/d.log"},
		},
		{
			name:  "inside git an ignored file is left out and counted",
			git:   true,
			files: map[string]string{".gitignore": "*.log\n/out/\n", "a.go": "", "b.log": "", "out/x": "", "out/y/z": ""},
			want:  []string{".gitignore", "a.go"},
			skips: map[string]int{"ignored by .gitignore": 1, "folder ignored by .gitignore": 1},
		},
		{
			name:  "a tracked file is examined although it is ignored",
			git:   true,
			files: map[string]string{".gitignore": "*.log\n", "b.log": "", "c.log": ""},
			add:   []string{"b.log"},
			want:  []string{".gitignore", "b.log"},
			skips: map[string]int{"ignored by .gitignore": 1},
		},
		{
			name:  "a nested .gitignore holds below its folder, and a negation brings a file back",
			git:   true,
			files: map[string]string{"x/.gitignore": "*.txt\n!keep.txt\n", "x/a.txt": "", "x/keep.txt": "", "a.txt": ""},
			want:  []string{"a.txt", "x/.gitignore", "x/keep.txt"},
			skips: map[string]int{"ignored by .gitignore": 1},
		},
		{
			name:  "names may hold anything that a file system takes",
			git:   true,
			files: map[string]string{"a b\t\n\x1b[31m": "", "##vso[task.complete]": "", "\xff\xfe": ""},
			want:  []string{"##vso[task.complete]", "a b\t\n\x1b[31m", "\xff\xfe"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := folder(t, test.files)
			if test.git {
				gitIn(t, root, "init", "-q")
				for _, path := range test.add {
					gitIn(t, root, "add", "-f", path)
				}
			}
			tree := walked(t, root, nothing)
			if diff := cmp.Diff(test.want, paths(tree)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			want := test.skips
			if want == nil {
				want = map[string]int{}
			}
			if diff := cmp.Diff(want, tree.Skips()); diff != "" {
				t.Errorf("skips (-want +got):\n%s", diff)
			}
			if len(tree.Gaps()) > 0 {
				t.Errorf("gaps %v, want none", tree.Gaps())
			}
		})
	}
}

func TestWalkNeverFollowsLinksAndNeverOpensDevices(t *testing.T) {
	outside := folder(t, map[string]string{"secret": "x"})
	root := folder(t, map[string]string{"a": "1"})
	for name, target := range map[string]string{"out": outside, "loop": ".", "file": filepath.Join(outside, "secret"), "dangling": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(root, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	tree := walked(t, root, nothing)
	if diff := cmp.Diff([]string{"a"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"symbolic link": 4, "not a regular file": 1}, tree.Skips()); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
}

func TestAFileSwappedForALinkAfterTheWalkIsNotRead(t *testing.T) {
	outside := folder(t, map[string]string{"secret": "x"})
	root := folder(t, map[string]string{"a": "1"})
	tree := walked(t, root, nothing)
	if err := os.Remove(filepath.Join(root, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(root, "a")); err != nil {
		t.Fatal(err)
	}
	if content, err := tree.Read(t.Context(), tree.Files()[0]); err == nil {
		t.Errorf("read %q through a link out of the tree, want an error", content)
	}
}

func TestAFileOverTheLimitIsRefusedNotCut(t *testing.T) {
	root := folder(t, map[string]string{"big.txt": "text", "big.bin": "\x00"})
	for _, name := range []string{"big.txt", "big.bin"} {
		if err := os.Truncate(filepath.Join(root, name), 4<<30); err != nil { // sparse: takes no room
			t.Fatal(err)
		}
	}
	tree := walked(t, root, nothing)
	for _, f := range tree.Files() {
		if _, err := tree.Read(t.Context(), f); !errors.Is(err, ErrTooLarge) {
			t.Errorf("read %s: got %v, want ErrTooLarge", f.Path, err)
		}
		if !tree.LooksBinary(t.Context(), f) {
			t.Errorf("%s: a file of zeros does not look binary", f.Path)
		}
	}
}

func TestExcludedAndHiddenPathsAreLeftOut(t *testing.T) {
	root := folder(t, map[string]string{"a": "", "planted/b": "", "report/sallyport.sarif": "", "report/other": ""})
	r, err := Open(t.Context(), root, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.Walk(t.Context(), WalkOptions{Excluded: func(path string) bool { return path == "planted" }, Hidden: []string{filepath.Join(r.Base, "report", "sallyport.sarif")}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "report/other"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if got := tree.Skips()["excluded by the policy"]; got != 1 {
		t.Errorf("counted %d excluded, want 1", got)
	}
}

func TestASubmoduleIsExaminedOrAGap(t *testing.T) {
	module := folder(t, map[string]string{"m.txt": ""})
	gitIn(t, module, "init", "-q")
	commit(t, module)
	root := folder(t, map[string]string{"a": ""})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module, "sub")
	if diff := cmp.Diff([]string{".gitmodules", "a", "sub/m.txt"}, paths(walked(t, root, nothing))); diff != "" {
		t.Errorf("checked out (-want +got):\n%s", diff)
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(root, "sub")), os.Mkdir(filepath.Join(root, "sub"), 0o755)); err != nil {
		t.Fatal(err)
	}
	gaps := walked(t, root, nothing).Gaps()
	if len(gaps) != 1 || gaps[0].Path != "sub" || gaps[0].Kind != finding.Unreadable {
		t.Errorf("not checked out: gaps %v, want one for sub", gaps)
	}
}

func TestAnIgnoredFolderThatIsAskedForIsExamined(t *testing.T) {
	root := folder(t, map[string]string{".gitignore": "/dist/\n", "dist/app.js": ""})
	gitIn(t, root, "init", "-q")
	if diff := cmp.Diff([]string{"dist/app.js"}, paths(walked(t, filepath.Join(root, "dist"), nothing))); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestAttributesMarkGeneratedAndVendoredFiles(t *testing.T) {
	root := folder(t, map[string]string{
		".gitattributes": "*.pb.go linguist-generated\nlib/** linguist-vendored=true\nlib/ours.js -linguist-vendored\n",
		"a.pb.go":        "", "lib/theirs.js": "", "lib/ours.js": "", "main.go": "",
	})
	gitIn(t, root, "init", "-q")
	got := map[string][2]bool{}
	for _, f := range walked(t, root, nothing).Files() {
		got[f.Path] = [2]bool{f.Generated, f.Vendored}
	}
	want := map[string][2]bool{".gitattributes": {}, "a.pb.go": {true, false}, "lib/theirs.js": {false, true}, "lib/ours.js": {}, "main.go": {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("generated, vendored (-want +got):\n%s", diff)
	}
}

func TestHostileGitConfigurationRunsNothing(t *testing.T) {
	root := folder(t, map[string]string{"a.txt": "1", ".gitattributes": "*.txt filter=evil diff=evil\n"})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	witness := filepath.Join(t.TempDir(), "ran")
	script := fmt.Sprintf("sh -c 'touch %s; cat'", witness)
	for _, key := range []string{"core.fsmonitor", "core.sshCommand", "core.pager", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command", "diff.evil.textconv", "diff.external", "core.alternateRefsCommand"} {
		gitIn(t, root, "config", key, script)
	}
	hook := filepath.Join(root, ".git", "hooks", "post-index-change")
	if err := errors.Join(os.MkdirAll(filepath.Dir(hook), 0o755), os.WriteFile(hook, []byte("#!/bin/sh\ntouch "+witness+"\n"), 0o755)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "a.txt"), []byte("2"), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Open(t.Context(), root, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	tree := walked(t, root, nothing)
	head := r.Head(t.Context())
	if _, err := r.Changed(t.Context(), tree, head); err != nil {
		t.Error(err)
	}
	if _, closeTree, err := r.At(t.Context(), head, nothing); err != nil {
		t.Error(err)
	} else {
		closeTree()
	}
	if _, _, closeTree, err := r.Staged(t.Context(), nothing); err != nil {
		t.Error(err)
	} else {
		closeTree()
	}
	r.FirstCommit(t.Context())
	if _, err := os.Stat(witness); err == nil {
		t.Error("a command of the examined repository's configuration was run")
	}
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	_, err := Open(t.Context(), filepath.Join(t.TempDir(), "nowhere"), nil)
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func BenchmarkWalk100000Files(b *testing.B) {
	root := b.TempDir()
	for i := range 100 {
		below := filepath.Join(root, fmt.Sprint(i))
		if err := os.Mkdir(below, 0o755); err != nil {
			b.Fatal(err)
		}
		for j := range 1000 {
			if err := os.WriteFile(filepath.Join(below, fmt.Sprint(j)), nil, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	r, err := Open(b.Context(), root, os.Environ())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		tree, err := r.Walk(b.Context(), WalkOptions{Excluded: nothing})
		if err != nil || len(tree.Files()) != 100_000 {
			b.Fatal(err, len(tree.Files()))
		}
	}
}

func nothing(string) bool { return false }

func walked(t *testing.T, path string, excluded func(string) bool) *Tree {
	t.Helper()
	r, err := Open(t.Context(), path, os.Environ())
	if err != nil {
		t.Fatal(err)
	}
	tree, err := r.Walk(t.Context(), WalkOptions{Excluded: excluded})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// paths lists a tree's files, relative to the walked folder's own repository.
func paths(tree *Tree) []string {
	var all []string
	for _, f := range tree.Files() {
		all = append(all, f.Path)
	}
	return all
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, content := range files {
		name := filepath.Join(root, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(content), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func commit(t *testing.T, root string) {
	t.Helper()
	gitIn(t, root, "add", "-A")
	gitIn(t, root, "commit", "-q", "--allow-empty", "-m", "a commit")
}

func gitIn(t testing.TB, root string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), "git", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
