package repo

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

func TestATrackedFileUnderAnotherSpellingIsExamined(t *testing.T) {
	const composed, decomposed = "caf\u00e9.env", "cafe\u0301.env"
	root := folder(t, map[string]string{"src/KEY": "", composed: "", ".gitignore": "cafe*.env\n/Build/\n", "other": ""})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "config", "core.ignorecase", "true")
	gitIn(t, root, "add", "-f", composed)
	commit(t, root)
	rename(t, root, "src", "Src")
	rename(t, root, composed, decomposed)
	if err := errors.Join(os.Mkdir(filepath.Join(root, "Build"), 0o755), os.WriteFile(filepath.Join(root, "Build", "x"), nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	tree := walked(t, root, nothing)
	if diff := cmp.Diff([]string{".gitignore", "Src/KEY", decomposed, "other"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"folder ignored by .gitignore": 1}, tree.Skips()); diff != "" {
		t.Errorf("skips (-want +got):\n%s", diff)
	}
	if tree.Missing() != 0 {
		t.Errorf("%d files are missing, want none", tree.Missing())
	}
	if diff := cmp.Diff([]string{"Src/KEY"}, paths(walked(t, filepath.Join(root, "Src"), nothing))); diff != "" {
		t.Errorf("files of Src (-want +got):\n%s", diff)
	}
}

func TestADeletedTrackedFileIsCounted(t *testing.T) {
	root := folder(t, map[string]string{"a": "", "gone": "", "sub/gone": "", "sub/left": "", "excluded/gone": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	for _, path := range []string{"gone", "sub/gone", "excluded"} {
		if err := os.RemoveAll(filepath.Join(root, path)); err != nil {
			t.Fatal(err)
		}
	}
	excluded := func(path string) bool { return path == "excluded" }
	for _, test := range []struct {
		name, path string
		want       int
	}{
		{"in the whole tree", ".", 2},
		{"below the walked folder only", "sub", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := walked(t, filepath.Join(root, test.path), excluded)
			if tree.Missing() != test.want || tree.Skips()["tracked by git and not on disk"] != test.want || len(tree.Gaps()) != 0 {
				t.Errorf("%d missing, skips %v, gaps %v; want %d and no gap", tree.Missing(), tree.Skips(), tree.Gaps(), test.want)
			}
		})
	}
}

func TestAFileBehindALinkedFolderIsNotOnDisk(t *testing.T) {
	root := folder(t, map[string]string{"src/a": "", "other/a": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	if err := errors.Join(os.RemoveAll(filepath.Join(root, "src")), os.Symlink("other", filepath.Join(root, "src"))); err != nil {
		t.Fatal(err)
	}
	if got := walked(t, root, nothing).Missing(); got != 1 {
		t.Errorf("%d missing, want 1", got)
	}
}

func TestASparseCheckoutIsOneGap(t *testing.T) {
	root := folder(t, map[string]string{"in/a": "", "out/b": "", "out/c": "", "out/d": ""})
	gitIn(t, root, "init", "-q")
	commit(t, root)
	gitIn(t, root, "sparse-checkout", "set", "in")
	if err := os.Mkdir(filepath.Join(root, "out"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, root, "out/d", "") // on disk all the same, so it is examined
	tree := walked(t, root, nothing)
	if diff := cmp.Diff([]string{"in/a", "out/d"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	want := []finding.Gap{{Kind: finding.Unreadable, Path: "out/b",
		Message: `a sparse checkout leaves away 2 tracked files, "out/b" first; check out everything, or exclude them in the policy`}}
	if diff := cmp.Diff(want, tree.Gaps()); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	if tree.Missing() != 2 {
		t.Errorf("%d missing, want 2", tree.Missing())
	}
	excluded := walked(t, root, func(path string) bool { return path == "out" })
	if len(excluded.Gaps()) != 0 {
		t.Errorf("excluded: gaps %v, want none", excluded.Gaps())
	}
}

func TestASubmoduleWithoutItsFolderIsAGap(t *testing.T) {
	for _, test := range []struct {
		name    string
		replace func(place string) error
		files   []string
	}{
		{"there is nothing in its place", func(string) error { return nil }, []string{".gitmodules", "a"}},
		{"there is a file in its place", func(place string) error { return os.WriteFile(place, nil, 0o644) }, []string{".gitmodules", "a", "sub"}},
		{"there is a link in its place", func(place string) error { return os.Symlink("a", place) }, []string{".gitmodules", "a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			module := folder(t, map[string]string{"m.txt": ""})
			gitIn(t, module, "init", "-q")
			commit(t, module)
			root := folder(t, map[string]string{"a": ""})
			gitIn(t, root, "init", "-q")
			gitIn(t, root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", module, "sub")
			place := filepath.Join(root, "sub")
			if err := errors.Join(os.RemoveAll(place), test.replace(place)); err != nil {
				t.Fatal(err)
			}
			tree := walked(t, root, nothing)
			if diff := cmp.Diff([]finding.Gap{{Kind: finding.Unreadable, Path: "sub", Message: notCheckedOut}}, tree.Gaps()); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.files, paths(tree)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyUntrackedRegularFilesAreHidden(t *testing.T) {
	root := folder(t, map[string]string{"report/tracked.sarif": "", "report/new.sarif": "", "report/folder.sarif/code.go": ""})
	gitIn(t, root, "init", "-q")
	gitIn(t, root, "add", "report/tracked.sarif")
	r, _ := opened(t, root)
	var hidden []string
	for _, name := range []string{"tracked.sarif", "new.sarif", "folder.sarif"} {
		hidden = append(hidden, filepath.Join(r.Base, "report", name))
	}
	tree, err := r.Walk(t.Context(), WalkOptions{Excluded: nothing, Hidden: hidden})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"report/folder.sarif/code.go", "report/tracked.sarif"}, paths(tree)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func rename(t *testing.T, root, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(root, from), filepath.Join(root, to)); err != nil {
		t.Fatal(err)
	}
}
