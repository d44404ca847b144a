package main

import (
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// answer is what one program read in a folder of lockfiles, and found.
type answer struct {
	read  map[entry]string // → the name as this program spells it
	found map[entry]flaws
	told  map[string]string // file → what the program says that it could not read there
}

// entry is a package at a version as a file states it, in the form in which
// both programs can be compared.
type entry struct{ path, ecosystem, name, version string }

// flaws are the sets of ids that an entry has: one set for each flaw.
type flaws [][]string

func newAnswer() answer {
	return answer{read: map[entry]string{}, found: map[entry]flaws{}, told: map[string]string{}}
}

// newEntry takes names as their ecosystem compares them, and Go's versions
// without the "v" that only go.mod writes.
func newEntry(file, ecosystem, name, version string) entry {
	ecosystem = advisory.NormalEcosystem(ecosystem)
	if ecosystem == "Go" {
		version = strings.TrimPrefix(version, "v")
	}
	return entry{file, ecosystem, advisory.NormalName(ecosystem, name), version}
}

func (e entry) String() string {
	return e.path + ": " + e.ecosystem + " " + e.name + " " + e.version
}

// kind is what differences are counted by: the name of the file, without what
// only one project calls it.
func (e entry) kind() string {
	base := path.Base(e.path)
	switch {
	case strings.HasSuffix(base, "proj"):
		return "*" + path.Ext(base)
	case strings.HasSuffix(base, ".deps.json"):
		return "*.deps.json"
	case strings.HasSuffix(base, ".txt"):
		return "requirements.txt"
	}
	return base
}
