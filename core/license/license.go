// Package license owns the list of licenses that a policy allows, and holds what
// packages state against it.
//
// It refuses to guess: a text that is no SPDX expression ("BSD-like", "see
// LICENSE") is on no list. Known limits: whether one license is compatible with
// another nobody asks here, and a later version of a license is on the list only
// when it stands there.
package license

import (
	"fmt"
	"strings"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// List is the licenses that are allowed. The zero value is no list: ask Given.
type List struct{ terms []string }

// Given tells whether there is a list.
func (l List) Given() bool { return len(l.terms) > 0 }

// With is the list with one more entry: an identifier that SPDX knows or a
// LicenseRef-…, with an exception (WITH) or without. The error says what is
// wrong with another one.
func (l List) With(entry string) (List, error) {
	n, err := parse(entry)
	switch {
	case err != nil:
		return l, fmt.Errorf("%q is not a license: %w; write an SPDX identifier such as Apache-2.0", entry, err)
	case n.operator != "":
		return l, fmt.Errorf("%q joins licenses with %s; write each license that is allowed as an entry of its own", entry, n.operator)
	case !known(n.id):
		return l, fmt.Errorf("SPDX knows no license %q; write an identifier of its list (https://spdx.org/licenses) such as Apache-2.0, or LicenseRef-NAME", entry)
	}
	if exception, _ := spdxlicenses.IsException(n.exception); n.exception != "" && !exception {
		return l, fmt.Errorf("SPDX knows no exception %q; write one of its list (https://spdx.org/licenses/exceptions-index.html)", n.exception)
	}
	return List{terms: append(l.terms[:len(l.terms):len(l.terms)], term(n.id, n.exception))}, nil
}

func known(id string) bool {
	if strings.HasPrefix(id, "licenseref-") || strings.HasPrefix(id, "documentref-") {
		return true
	}
	bare := strings.TrimSuffix(id, "+")
	for _, name := range []string{id, bare, strings.TrimSuffix(id, only), strings.TrimSuffix(id, orLater)} {
		if active, _ := spdxlicenses.IsActiveLicense(name); active {
			return true
		}
		if deprecated, _ := spdxlicenses.IsDeprecatedLicense(name); deprecated {
			return true
		}
	}
	return false
}

func term(id, exception string) string {
	if exception == "" {
		return id
	}
	return id + " with " + exception
}

// Stated tells whether a package's license field says anything about its license.
func Stated(text string) bool {
	switch strings.ToUpper(strings.TrimSpace(text)) {
	case "", "NOASSERTION", "UNKNOWN":
		return false
	}
	return true
}

// Allows tells whether the list allows what a package states: of an OR one side,
// of an AND both. "Or later" is allowed where the version itself is, because the
// receiver may choose it; so is a license with an exception where the license
// is, because an exception only permits more. An error means that the text is no
// SPDX expression.
func (l List) Allows(text string) (bool, error) {
	n, err := parse(text)
	if err != nil {
		return false, err
	}
	return l.allows(n), nil
}

func (l List) allows(n *node) bool {
	switch n.operator {
	case "AND":
		return l.allows(n.left) && l.allows(n.right)
	case "OR":
		return l.allows(n.left) || l.allows(n.right)
	}
	for _, id := range choices(n.id) {
		for _, t := range l.terms {
			if t == id || n.exception != "" && t == term(id, n.exception) {
				return true
			}
		}
	}
	return false
}

// choices are the licenses that a receiver may choose from.
func choices(id string) []string {
	if bare, later := strings.CutSuffix(id, orLater); later {
		return []string{id, bare + only}
	}
	if bare, later := strings.CutSuffix(id, "+"); later {
		return []string{id, bare}
	}
	return []string{id}
}

// Equal tells whether two lists have the same entries in the same order; policies
// are compared by it.
func (l List) Equal(o List) bool { return strings.Join(l.terms, "\n") == strings.Join(o.terms, "\n") }
