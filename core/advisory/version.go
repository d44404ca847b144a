package advisory

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/google/osv-scalibr/semantic"
)

// maxVersion is the length in bytes of the longest version that is compared;
// beyond it, comparing numbers of arbitrary size would cost more than linear time.
const maxVersion = 256

// ErrVersion says that a text is not a version of its ecosystem.
var ErrVersion = errors.New("not a version of this ecosystem")

// The shapes that each ecosystem publishes. The order that compares them takes
// any text for a version, "${x}" and "1.*" too, and would call those clean.
var (
	semverShape = regexp.MustCompile(`^v?[0-9]+(\.[0-9]+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.+-]*)?$`)
	nugetShape  = regexp.MustCompile(`^v?[0-9]+(\.[0-9]+){0,3}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.+-]*)?$`)
	// https://packaging.python.org/en/latest/specifications/version-specifiers/
	pypiShape = regexp.MustCompile(`(?i)^v?([0-9]+!)?[0-9]+(\.[0-9]+)*([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?[0-9]*)?` +
		`(-[0-9]+|[-_.]?(post|rev|r)[-_.]?[0-9]*)?([-_.]?dev[-_.]?[0-9]*)?(\+[a-z0-9]+([-_.][a-z0-9]+)*)?$`)
	otherShape = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._+~:-]*$`)
)

// IsVersion says whether text is one settled version of the ecosystem, not a
// range, a pattern or a placeholder.
func IsVersion(ecosystem, text string) bool {
	if len(text) > maxVersion {
		return false
	}
	n := numbers(text) // most versions are nothing else; the expressions cost more
	switch NormalEcosystem(ecosystem) {
	case "npm", "Go", "crates.io", "Hex", "SwiftURL":
		return n > 0 && n <= 3 || semverShape.MatchString(text)
	case "NuGet":
		return n > 0 && n <= 4 || nugetShape.MatchString(text)
	case "Packagist": // a branch is no version
		return otherShape.MatchString(text) && !strings.HasPrefix(text, "dev-") && !strings.HasSuffix(text, "-dev")
	case "PyPI":
		return n > 0 || pypiShape.MatchString(text)
	case "Maven":
		return otherShape.MatchString(text) && text != "LATEST" && text != "RELEASE"
	}
	if isSystem(ecosystem) {
		return systemShape.MatchString(text)
	}
	return otherShape.MatchString(text)
}

// numbers counts the numbers of a text such as "1.20.3"; 0 for any other text.
func numbers(text string) int {
	n := 1
	for i := range len(text) {
		switch c := text[i]; {
		case c == '.' && i > 0 && i < len(text)-1 && text[i-1] != '.':
			n++
		case c < '0' || c > '9':
			return 0
		}
	}
	if text == "" {
		return 0
	}
	return n
}

// version is a parsed version that is compared with others of its ecosystem.
type version struct {
	text   string
	parsed semantic.Version
}

func parseVersion(ecosystem, text string) (v version, err error) {
	if !IsVersion(ecosystem, text) {
		return version{}, fmt.Errorf("%w: %q in %s", ErrVersion, text, ecosystem)
	}
	return orderable(ecosystem, text)
}

// orderable parses without asking for the shape: advisories name odd old
// versions, and the ecosystem's order has a place for them.
func orderable(ecosystem, text string) (v version, err error) {
	defer recovered(text, &err)
	if len(text) > maxVersion {
		return version{}, fmt.Errorf("%w: %d bytes long", ErrVersion, len(text))
	}
	text = plain(ecosystem, text)
	parsed, err := semantic.Parse(text, order(ecosystem))
	if err != nil {
		return version{}, fmt.Errorf("%w: %q in %s: %w", ErrVersion, text, ecosystem, err)
	}
	return version{text: text, parsed: parsed}, nil
}

// compare is negative, zero or positive as v is before, equal to or after other.
func (v version) compare(ecosystem, other string) (c int, err error) {
	defer recovered(other, &err)
	if len(other) > maxVersion {
		return 0, fmt.Errorf("%w: %d bytes long", ErrVersion, len(other))
	}
	return v.parsed.CompareStr(plain(ecosystem, other))
}

// plain drops the "v" that Go writes and OSV does not.
func plain(ecosystem, text string) string {
	if ecosystem == "Go" {
		return strings.TrimPrefix(text, "v")
	}
	return text
}

// recovered turns a panic of the version library into an error: its input comes
// from lockfiles and advisories, and one bad text must not end the run.
func recovered(text string, err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("%w: %q cannot be compared", ErrVersion, text)
	}
}
