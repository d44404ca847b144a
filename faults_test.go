package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFaultIsNeverAPass breaks what the gate reads, and wants exit 3, or a
// counted skip where nothing was to be seen. "Clean" would be a lie.
func TestAFaultIsNeverAPass(t *testing.T) {
	const quiet, undecided = 0, 3
	for _, test := range []struct {
		name  string
		fault func(t *testing.T, tree string)
		args  []string
		exit  int
		says  string
	}{
		{"no fault at all", func(*testing.T, string) {}, nil, quiet, "is open"},
		{"a symbolic link in a circle", func(t *testing.T, tree string) {
			must(t, errors.Join(os.Symlink(".", filepath.Join(tree, "loop")), os.Symlink("b", filepath.Join(tree, "a")), os.Symlink("a", filepath.Join(tree, "b"))))
		}, nil, quiet, "3 files not examined: symbolic link"},
		{"a FIFO that nobody writes to", func(t *testing.T, tree string) {
			must(t, syscall.Mkfifo(filepath.Join(tree, "pipe"), 0o600))
		}, nil, quiet, "not a regular file"},
		{"a sparse file of 4 GB", func(t *testing.T, tree string) { sparse(t, tree, "disk.img", "") }, nil, quiet, "binary and over the size limit"},
		{"such a file that begins as text", func(t *testing.T, tree string) { sparse(t, tree, "dump.sql", strings.Repeat("INSERT;\n", 2000)) }, nil, undecided, "too-large"},
		{"such a file that is called an archive", func(t *testing.T, tree string) { sparse(t, tree, "backup.zip", "") }, nil, undecided, "unopened"},
		{"a line of 200 MB", longLine, nil, undecided, "too-large"},
		{"an archive cut off", func(t *testing.T, tree string) {
			put(t, tree, "shop.nupkg", "PK\x03\x04\x14\x00\x00\x00\x08\x00cut")
		}, nil, undecided, "damaged archive"},
		{"a packed bomb", func(t *testing.T, tree string) { bomb(t, tree) }, nil, undecided, "bytes unpacked and was not examined"},
		{"a file that cannot be read", func(t *testing.T, tree string) {
			put(t, tree, "locked", "x")
			must(t, os.Chmod(filepath.Join(tree, "locked"), 0))
		}, nil, undecided, "unreadable"},
		{"an object of the history that is gone", func(t *testing.T, tree string) { loseObject(t, tree, "HEAD~1:readme.md") }, []string{"--scope=history"}, undecided, "missing in this clone"},
		{"a folder of the history that is gone", func(t *testing.T, tree string) { loseObject(t, tree, "HEAD~1:sub") }, []string{"--scope=history"}, undecided, "list what the commits"},
		{"an object of the index that is gone", func(t *testing.T, tree string) {
			put(t, tree, "new.txt", "new")
			git(t, tree, "add", "new.txt")
			loseObject(t, tree, ":new.txt")
		}, []string{"--scope=staged"}, undecided, ""},
		{"a git that is killed while it answers", killedGit("cat-file"), []string{"--scope=history"}, undecided, "git cat-file"},
		{"a git that is killed while it lists", killedGit("diff-tree"), []string{"--scope=history"}, undecided, "git diff-tree"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tree := t.TempDir()
			put(t, tree, ".sallyport.yml", "version: 1\nrelease: {require: [credential]}\n")
			put(t, tree, "readme.md", "Hello.\n")
			put(t, tree, "sub/a.txt", "one\n")
			git(t, tree, "init", "-q", "-b", "main")
			git(t, tree, "add", "-A")
			git(t, tree, "commit", "-q", "-m", "first")
			put(t, tree, "readme.md", "Hello again.\n")
			put(t, tree, "sub/a.txt", "two\n")
			git(t, tree, "commit", "-q", "-a", "-m", "second")
			test.fault(t, tree)
			report := filepath.Join(t.TempDir(), "report")
			cmd := likeAnyone("sallyport", append([]string{"--checks=credential", "--report=" + report}, test.args...)...)
			cmd.Dir = tree
			cmd.Env = os.Environ()
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if got := cmd.ProcessState.ExitCode(); got != test.exit || !strings.Contains(unwrapped(out), test.says) {
				t.Errorf("exit %d, want %d with %q:\n%s", got, test.exit, test.says, out)
			}
			// A generous bound: what a file's size brings would be over it by far.
			if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss > 600<<10 {
				t.Errorf("it took %d MB", usage.Maxrss>>10)
			}
		})
	}
}

// likeAnyone runs a program without root's power to read every file.
func likeAnyone(program string, args ...string) *exec.Cmd {
	if os.Geteuid() != 0 {
		return exec.Command(program, args...)
	}
	return exec.Command("setpriv", append([]string{"--bounding-set=-dac_override,-dac_read_search", program}, args...)...)
}

// TestACommitHookLeavesTheTreeAsItWas runs what the hook runs, and holds the
// tree and the index before against after.
func TestACommitHookLeavesTheTreeAsItWas(t *testing.T) {
	tree := t.TempDir()
	put(t, tree, "a.txt", "one\n")
	git(t, tree, "init", "-q")
	git(t, tree, "add", "-A")
	state := func() string {
		out, err := exec.Command("git", "-C", tree, "status", "--porcelain", "--ignored", "--untracked-files=all").CombinedOutput()
		must(t, err)
		index, err := os.ReadFile(filepath.Join(tree, ".git", "index"))
		must(t, err)
		return string(out) + string(index)
	}
	before := state()
	entry, err := os.ReadFile(".pre-commit-hooks.yaml")
	must(t, err)
	_, line, found := strings.Cut(string(entry), "entry: sallyport ")
	if line, _, _ = strings.Cut(line, "\n"); !found {
		t.Fatal("the hook has no entry")
	}
	for range 2 {
		cmd := exec.Command("sallyport", strings.Fields(line)...)
		cmd.Dir = tree
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if _, err := os.Stat(filepath.Join(tree, ".git", "sallyport-report", "summary.md")); err != nil {
		t.Errorf("there is no report: %v", err)
	}
	if after := state(); after != before {
		t.Errorf("the hook changes what git sees:\nbefore %q\nafter  %q", before, after)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sparse(t *testing.T, tree, name, head string) {
	t.Helper()
	put(t, tree, name, head)
	must(t, os.Truncate(filepath.Join(tree, name), 4<<30))
}

func longLine(t *testing.T, tree string) {
	t.Helper()
	f, err := os.Create(filepath.Join(tree, "line.txt"))
	must(t, err)
	chunk := []byte(strings.Repeat("password ", 1<<17))
	for range 200 << 20 / len(chunk) {
		_, err := f.Write(chunk)
		must(t, err)
	}
	must(t, f.Close())
}

// bomb is a gzip file of text that unpacks to hundreds of times its size.
func bomb(t *testing.T, tree string) {
	t.Helper()
	out, err := exec.Command("sh", "-c", "yes password | head -c 100000000 | gzip -9").Output()
	must(t, err)
	put(t, tree, "zeros.txt.gz", string(out))
}

func loseObject(t *testing.T, tree, name string) {
	t.Helper()
	out, err := exec.Command("git", "-C", tree, "rev-parse", name).Output()
	must(t, err)
	object := strings.TrimSpace(string(out))
	must(t, os.Remove(filepath.Join(tree, ".git", "objects", object[:2], object[2:])))
}

// killedGit puts a git in front of the real one that dies in the middle of a command.
func killedGit(command string) func(*testing.T, string) {
	return func(t *testing.T, _ string) {
		real, err := exec.LookPath("git")
		must(t, err)
		folder := t.TempDir()
		// Both commands begin with such a line, and end before what it promises.
		script := fmt.Sprintf("#!/bin/sh\ncase $1 in %s) printf '%%040d blob 999\\npart' 1; kill -9 $$;; esac\nexec %s \"$@\"\n", command, real)
		must(t, os.WriteFile(filepath.Join(folder, "git"), []byte(script), 0o755))
		t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	}
}

// unwrapped joins lines that the terminal's width broke.
func unwrapped(out []byte) string { return strings.Join(strings.Fields(string(out)), " ") }
