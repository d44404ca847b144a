package license

import (
	"strings"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// Spelled is the expression that a package states as SPDX spells it; empty for a
// text that is none, or that names a license that SPDX does not know.
func Spelled(text string) string {
	n, err := parse(text)
	if err != nil || !n.known() {
		return ""
	}
	all := words(text)
	for i, word := range all {
		all[i] = spell(word)
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.Join(all, " "), "( ", "("), " )", ")")
}

// known tells whether SPDX knows all licenses and exceptions of an expression.
func (n *node) known() bool {
	if n.operator != "" {
		return n.left.known() && n.right.known()
	}
	exception := n.exception == ""
	if !exception {
		exception, _ = spdxlicenses.IsException(n.exception)
	}
	return exception && known(n.id)
}

// spell is a word of an expression in SPDX's letters.
func spell(word string) string {
	switch upper := strings.ToUpper(word); upper {
	case "AND", "OR", "WITH":
		return upper
	}
	for _, listed := range []func(string) (bool, string){
		spdxlicenses.IsException, spdxlicenses.IsActiveLicense, spdxlicenses.IsDeprecatedLicense,
	} {
		if is, name := listed(word); is {
			return name
		}
	}
	if bare, later := strings.CutSuffix(word, "+"); later {
		return spell(bare) + "+"
	}
	return word
}
