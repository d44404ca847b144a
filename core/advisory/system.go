package advisory

import (
	"regexp"
	"slices"
	"strings"
)

// A system's ecosystem has the release behind a colon: "Debian:12". Its dump is
// published for all releases together, under the name before the colon
// (https://ossf.github.io/osv-schema/#defined-ecosystems).

// systemShape is the shape of the versions of dpkg, RPM and apk, with an epoch
// before a colon. They write '^' and '~' for what comes after and before.
var systemShape = regexp.MustCompile(`^([0-9]+:)?[0-9A-Za-z][0-9A-Za-z._+~^:-]*$`)

// system is the ecosystem's name without the release.
func system(ecosystem string) string {
	name, _, _ := strings.Cut(ecosystem, ":")
	return name
}

// names says whether a list of ecosystems means the one, by its own name or by
// its system's.
func names(list []string, ecosystem string) bool {
	return slices.Contains(list, ecosystem) || isSystem(ecosystem) && slices.Contains(list, system(ecosystem))
}

func isSystem(ecosystem string) bool {
	switch system(ecosystem) {
	case "Debian", "Ubuntu", "Alpine", "Wolfi", "Chainguard", "Rocky Linux", "AlmaLinux", "Red Hat", "SUSE", "openSUSE", "openEuler", "Mageia", "Azure Linux":
		return true
	}
	return false
}

// order is the ecosystem whose order of versions holds: some have none of their
// own in the library.
func order(ecosystem string) string {
	switch system(ecosystem) {
	case "GitHub Actions":
		return "npm" // tags of releases are semantic versions
	case "Azure Linux":
		return "Red Hat" // RPM's
	}
	return ecosystem
}

// Holds says whether the index knows any advisory of a package. Without one,
// every version of it is as clean as the index can tell.
func (x *Index) Holds(ecosystem, name string) (bool, error) {
	rows, err := x.rows(key(ecosystem, name))
	return len(rows) > 0, err
}
