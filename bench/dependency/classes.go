package main

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// class is the reason of differences. The first one that applies is meant.
type class struct {
	why     string
	ours    bool // what Sallyport alone says
	flaw    bool // about a flaw of a package that both read
	applies func(*comparison, difference) bool
}

// classes are the differences that have a reason: what is better one way, never
// what merely is so. docs/dependencies.md explains them.
func classes() []class {
	return []class{
		{"a name without a version is no package that can be matched; a gap tells of it, or it comes from a folder or git", false, false, hasNoVersion},
		{"a range, a property or a branch is no version; a gap tells of it", false, false, isNoVersion},
		{"a requirement that is open is no version; a gap tells of it", false, false, isOpen},
		{"it is told where the version stands: in the parent, the included file or the central list", false, false, standsElsewhere},
		{"it comes from git, a folder or the build itself", false, false, isUnpublished},
		{"osv-scanner reads nothing of such a file", true, false, isUnread},
		{"osv-scanner leaves out what MSBuild names by a child element, a property or a central version", true, false, isMSBuild},
		{"osv-scanner does not look versions up in parents and BOMs of the tree", true, false, isPOM},
		{"the version is open; it is listed, and a gap tells of it", true, false, hasNoVersion},

		{"every version is malicious or affected, so that an open one is too", true, true, isOpenVersion},
		{"osv-scanner looks at a GIT range first and at no other", true, true, isBehindCommits},
		{"osv-scanner compares names letter by letter, the ecosystem does not", true, true, isSpelledOtherwise},
		{"osv-scanner does not find Go modules with capital letters in their path", true, true, isCapitalised},
		{"a local version of PyPI is affected when its public part is (PEP 440)", true, true, isLocalVersion},
		{"the listed version is the same by the ecosystem's order, in another spelling", true, true, isListedOtherwise},
		{"a branch, a range or a folder is no version; a gap tells of it", false, true, isNoVersion},
	}
}

func (c *comparison) class(d difference) string {
	for _, k := range classes() {
		if k.ours == d.ours && k.flaw == (len(d.flaw) > 0) && k.applies(c, d) {
			return k.why
		}
	}
	return ""
}

func hasNoVersion(_ *comparison, d difference) bool { return d.entry.version == "" }

func isOpenVersion(_ *comparison, d difference) bool { return d.entry.version == "" }

func isNoVersion(_ *comparison, d difference) bool {
	return !advisory.IsVersion(d.entry.ecosystem, d.entry.version)
}

// isOpen: we read the same name in the same file, and no version.
func isOpen(c *comparison, d difference) bool {
	e := d.entry
	e.version = ""
	_, open := c.ours.read[e]
	return open
}

func standsElsewhere(c *comparison, d difference) bool {
	switch d.entry.kind() {
	case "pom.xml", "requirements.txt", "*.csproj", "*.fsproj", "*.vbproj":
		return slices.Contains(c.named[[3]string{project(d.entry.path), d.entry.ecosystem, d.entry.name}], d.entry.version)
	}
	return false
}

func isUnread(c *comparison, d difference) bool { return !c.reads[d.entry.path] }

func isMSBuild(_ *comparison, d difference) bool {
	return strings.HasSuffix(d.entry.path, "proj") || strings.HasSuffix(d.entry.path, ".props")
}

func isPOM(_ *comparison, d difference) bool { return d.entry.kind() == "pom.xml" }

func isBehindCommits(_ *comparison, d difference) bool {
	for _, r := range d.records {
		for _, a := range r.Affected {
			if len(a.Ranges) > 1 && a.Ranges[0].Type == "GIT" {
				return true
			}
		}
	}
	return false
}

// isSpelledOtherwise: the name that osv-scanner read is none of those that the
// record has.
func isSpelledOtherwise(c *comparison, d difference) bool {
	switch d.entry.ecosystem {
	case "NuGet", "PyPI", "Packagist", "SwiftURL":
	default:
		return false
	}
	for _, r := range d.records {
		for _, a := range r.Affected {
			if a.Package["name"] == c.theirs.read[d.entry] {
				return false
			}
		}
	}
	return len(d.records) > 0
}

func isCapitalised(_ *comparison, d difference) bool {
	return d.entry.ecosystem == "Go" && d.entry.name != strings.ToLower(d.entry.name)
}

func isLocalVersion(_ *comparison, d difference) bool {
	return d.entry.ecosystem == "PyPI" && strings.Contains(d.entry.version, "+")
}

// isListedOtherwise: the record lists versions, and not this spelling.
func isListedOtherwise(_ *comparison, d difference) bool {
	for _, r := range d.records {
		for _, a := range r.Affected {
			if len(a.Versions) > 0 && !slices.Contains(a.Versions, d.entry.version) {
				return true
			}
		}
	}
	return false
}
