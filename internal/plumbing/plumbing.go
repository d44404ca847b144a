// Package plumbing starts the git program with nothing of the machine's or the
// user's configuration: no hooks, no prompt, no file system monitor, and only
// the settings that the caller gives. What git says in an error is quoted.
package plumbing

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// patience is how long git's own children may hold its output open after it ended.
const patience = 2 * time.Second

// Git runs git in one folder.
type Git struct {
	Folder      string
	environment []string
}

// Setting is one entry of git's configuration.
type Setting struct{ Key, Value string }

// New makes a Git. environment is the process's own, of which only what a
// program needs to start is handed on, and the variables that keep names.
func New(folder string, environment []string, keep []string, settings ...Setting) Git {
	all := append(Inherited(environment, keep...),
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null", "GIT_TERMINAL_PROMPT=0",
		"GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_GRAFT_FILE="+os.DevNull, "LC_ALL=C")
	settings = append([]Setting{
		{"safe.directory", "*"}, {"core.fsmonitor", "false"}, {"core.hooksPath", "/dev/null"},
		{"core.excludesFile", "/dev/null"}, {"core.attributesFile", "/dev/null"},
	}, settings...)
	// Settings travel in the environment, because other users can read a command line.
	all = append(all, "GIT_CONFIG_COUNT="+strconv.Itoa(len(settings)))
	for i, s := range settings {
		all = append(all, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", i, s.Key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", i, s.Value))
	}
	return Git{Folder: folder, environment: all}
}

// Inherited keeps what a process needs to start, and none of git's variables.
// keep names further ones, in upper case.
func Inherited(environment []string, keep ...string) []string {
	var kept []string
	for _, entry := range environment {
		name, _, _ := strings.Cut(entry, "=")
		switch name = strings.ToUpper(name); name {
		case "PATH", "SYSTEMROOT", "PATHEXT", "TEMP", "TMP", "TMPDIR":
			kept = append(kept, entry)
		default:
			if slices.Contains(keep, name) {
				kept = append(kept, entry)
			}
		}
	}
	return kept
}

// With is the same with more environment variables.
func (g Git) With(variables ...string) Git {
	return Git{Folder: g.Folder, environment: append(slices.Clone(g.environment), variables...)}
}

// Command is git with these arguments, not started yet.
func (g Git) Command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = g.Folder
	cmd.Env = g.environment
	cmd.WaitDelay = patience
	return cmd
}

// Run returns what a command prints. Its error quotes git's first line of
// complaint, with anything unprintable quoted. It wraps *exec.ExitError.
func (g Git) Run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	cmd := g.Command(ctx, args...)
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &out, &complaint
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		line, _, _ := strings.Cut(complaint.String(), "\n")
		return out.Bytes(), fmt.Errorf("git %s: %w: %q", args[0], err, line)
	}
	return out.Bytes(), nil
}
