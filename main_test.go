package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/policy"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sallyport": func() { os.Exit(runAt(clock())) }})
}

// clock is the process's own, or stands still at what CLOCK says. Only the test's
// program looks at that variable.
func clock() func() time.Time {
	at, err := time.Parse(time.RFC3339, os.Getenv("CLOCK"))
	if err != nil {
		return time.Now
	}
	return func() time.Time { return at }
}

// TestScripts runs testdata/script: each file tells a story that a newcomer can
// read, with the program as a process of its own.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	commands := playAzure(t)
	commands["exits"], commands["publisher"] = exits, publisher
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for name, value := range map[string]string{
				"EXAMPLES":            filepath.Join(root, "examples"),
				"GIT_CONFIG_GLOBAL":   os.DevNull,
				"GIT_CONFIG_NOSYSTEM": "1",
				"GIT_AUTHOR_NAME":     "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
				"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com",
			} {
				env.Setenv(name, value)
			}
			serveFolder(env)
			return nil
		},
		Cmds: commands,
	})
}

// TestTheReadmeShowsAPolicyThatIsOne reads the README's own example as the gate would.
func TestTheReadmeShowsAPolicyThatIsOne(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(readme), "```yaml\nversion: 1\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatal("the README shows no policy")
	}
	if _, err := policy.Parse("README.md", []byte("version: 1\n"+block)); err != nil {
		t.Error(err)
	}
}

// TestTheDocumentOnRollbacksShowsAPolicyThatIsOne does so with its example.
func TestTheDocumentOnRollbacksShowsAPolicyThatIsOne(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("docs", "rollback.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "```yaml\nrollback:\n")
	block, _, closed := strings.Cut(block, "```")
	if !found || !closed {
		t.Fatal("the document shows no policy")
	}
	if _, err := policy.Parse("docs/rollback.md", []byte("version: 1\nrollback:\n"+block)); err != nil {
		t.Error(err)
	}
}

// TestTheReadmeListsTheOptionsAsTheyAre holds what go generate wrote against the table.
func TestTheReadmeListsTheOptionsAsTheyAre(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), option.Reference()) {
		t.Error("the README's table of options is out of date; run go generate ./...")
	}
}

// exits runs a command and wants this exit code: exits 3 sallyport …
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit %d, want %d", got, want)
	}
}
