// Package reach owns the question whether a Go module calls the functions in
// which a flaw lies. It asks Go's own analysis (golang.org/x/vuln, which is
// govulncheck) in a process of its own, with a database of nothing but the flaws
// in question.
//
// Whoever asks runs the Go toolchain on the examined repository, which is
// hostile. The toolchain gets the variables that it needs and no other, so no
// token; it may not switch to another toolchain, change go.mod, call cgo, ask a
// version control program or a package driver, and it reaches the network only
// through the GOPROXY of the gate's own environment. The process has bounds of
// time and memory.
//
// It refuses to guess: whatever keeps the analysis from its end leaves the
// answer Unknown with the reason.
//
// Known limits, the analysis' own: calls through reflection, unsafe pointers and
// assembly are not seen, nor are tests, exported generic functions of packages
// that are no program, and files of other platforms, of build tags and of cgo.
// Where such a file of the module itself imports a flawed package directly, the
// answer is Unknown.
package reach

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"time"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Flaw is one flaw of a module that the examined one requires.
type Flaw struct {
	Module  string            // path of the flawed module
	Imports []advisory.Import // its flawed packages; empty: all of them
}

// State says whether a flaw is called.
type State int

const (
	Unknown   State = iota
	Called          // a flawed function can be called
	NotCalled       // flawed packages are built in, and no flawed function is called
	Absent          // no flawed package is built in
)

// Answer is what is known about one flaw.
type Answer struct {
	State  State
	Reason string // of Unknown: why, in words for the user
	Way    []Call // of Called: how the module gets there, its own functions alone; may be empty
	Symbol string // of Called: the flawed function
}

// Call is a place in the tree.
type Call struct {
	Path     string // slash-separated, relative to the tree's base
	Line     int
	Function string
}

// Analysis is how the question is asked.
type Analysis struct {
	Program     string        // this very program, whose `reachability` command runs the analysis
	Environment []string      // the process's
	Base        string        // absolute folder of the tree
	Memory      int64         // bytes that the analysis may take; when zero three quarters of the machine's, at most DefaultMemory
	Time        time.Duration // that all analyses together may take
}

// DefaultMemory is the bound of an analysis, in bytes. Programs with all of a
// cloud's client libraries need 6 GB.
const DefaultMemory = 8 << 30

// Ask says of each flaw whether the module whose go.mod lies in folder (slash-
// separated, below the tree's base; "" is the base) calls it.
func (a Analysis) Ask(ctx context.Context, tree *repo.Tree, folder string, flaws []Flaw) []Answer {
	m, err := readModule(ctx, tree, folder)
	if err != nil {
		return unknown(flaws, err.Error())
	}
	out, err := a.run(ctx, m, flaws)
	if err != nil {
		return unknown(flaws, err.Error())
	}
	left, err := leftOut(ctx, tree, m, a.platform())
	if err != nil {
		return unknown(flaws, err.Error())
	}
	answers := make([]Answer, len(flaws))
	for i, f := range flaws {
		answers[i] = out.answer(i, f, m)
		if answers[i].State == Called || answers[i].Reason != "" {
			continue
		}
		switch file, left := left.user(f); {
		case m.renames(f.Module):
			answers[i] = Answer{Reason: fmt.Sprintf("%s stands in for a module of another name", f.Module)}
		case left:
			answers[i] = Answer{Reason: fmt.Sprintf("%s uses %s and is built only with cgo, a build tag or for another platform", file, f.Module)}
		}
	}
	return answers
}

func unknown(flaws []Flaw, reason string) []Answer {
	answers := make([]Answer, len(flaws))
	for i := range answers {
		answers[i].Reason = reason
	}
	return answers
}

// Platform is what the module is analysed for, as GOOS/GOARCH.
func (a Analysis) Platform() string { return path.Join(a.platform().os, a.platform().arch) }

type platform struct{ os, arch string }

func (a Analysis) platform() platform {
	p := platform{runtime.GOOS, runtime.GOARCH}
	if v := variable(a.Environment, "GOOS"); v != "" {
		p.os = v
	}
	if v := variable(a.Environment, "GOARCH"); v != "" {
		p.arch = v
	}
	return p
}

// run writes the database and has a process of this program analyse the module.
func (a Analysis) run(ctx context.Context, m *goModule, flaws []Flaw) (outcome, error) {
	scratch, err := os.MkdirTemp("", "sallyport-reach-")
	if err != nil {
		return outcome{}, fmt.Errorf("make room for the analysis: %w", err)
	}
	defer os.RemoveAll(scratch)
	if err := writeDatabase(scratch, flaws); err != nil {
		return outcome{}, fmt.Errorf("write the flaws for the analysis: %w", err)
	}
	return a.process(ctx, scratch, filepath.Join(a.Base, filepath.FromSlash(m.folder)), m)
}
