// Package vex reads and writes OpenVEX documents
// (https://github.com/openvex/spec): somebody's word on whether a flaw of a
// package counts in a product.
//
// It refuses a document that it cannot read to the end, and a statement without
// what the specification asks for: half a document would forgive, or fail to
// forgive, by chance. Known limits: a product with subcomponents is taken for
// the one that is examined, and products are matched by package URL alone.
package vex

import (
	"slices"
	"strings"
	"time"

	"github.com/package-url/packageurl-go"
)

// The states that a statement can give a flaw.
const (
	NotAffected        = "not_affected"
	Affected           = "affected"
	Fixed              = "fixed"
	UnderInvestigation = "under_investigation"
)

// Statement is what a document says of one flaw in some packages.
type Statement struct {
	Flaws         []string  // ids of the flaw: its name and aliases
	Products      []string  // package URLs, with a version or for every one
	Status        string    // one of the states
	Justification string    // OpenVEX's label for NotAffected; may be empty beside Impact
	Impact        string    // in the author's words why it is not affected; may be empty
	Time          time.Time // of the statement, else of its document
	Author        string    // of the document
	File          string    // the document
	Line          int       // in the document, from 1
}

// Forgives tells whether the statement takes a flaw off the list.
func (s Statement) Forgives() bool { return s.Status == NotAffected || s.Status == Fixed }

// Matches tells whether the statement speaks of one of the flaws in the package,
// and whether it names the package's very version.
func (s Statement) Matches(flaws []string, product string) (matches, exact bool) {
	known := func(id string) bool {
		return slices.ContainsFunc(flaws, func(f string) bool { return strings.EqualFold(f, id) })
	}
	if !slices.ContainsFunc(s.Flaws, known) {
		return false, false
	}
	of, err := packageurl.FromString(product)
	if err != nil {
		return false, false
	}
	for _, named := range s.Products {
		u, err := packageurl.FromString(named)
		if err != nil || !samePackage(u, of) || u.Version != "" && version(u) != version(of) {
			continue
		}
		matches = true
		exact = exact || u.Version != ""
	}
	return matches, exact
}

// samePackage leaves qualifiers such as an architecture out.
func samePackage(a, b packageurl.PackageURL) bool {
	return a.Type == b.Type && strings.EqualFold(a.Namespace, b.Namespace) && strings.EqualFold(a.Name, b.Name)
}

// version of a Go module is written with its v, or without.
func version(u packageurl.PackageURL) string {
	if u.Type == "golang" {
		return strings.TrimPrefix(u.Version, "v")
	}
	return u.Version
}

// Why is how a forgiving statement is shown beside the finding that it covers.
func (s Statement) Why() string {
	words := "fixed"
	if s.Status == NotAffected {
		words = "not affected"
	}
	for _, part := range []string{strings.ReplaceAll(s.Justification, "_", " "), s.Impact} {
		if part != "" {
			words += ": " + part
		}
	}
	return words
}
