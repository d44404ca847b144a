package advisory

import "strings"

// NormalEcosystem is the ecosystem in OSV's spelling, and without the suffix
// that names a repository where packages are the same across them.
func NormalEcosystem(ecosystem string) string {
	if base, _, suffixed := strings.Cut(ecosystem, ":"); suffixed && (strings.EqualFold(base, "Maven") || strings.EqualFold(base, "Packagist")) {
		ecosystem = base
	}
	for _, known := range []string{"npm", "NuGet", "PyPI", "Go", "Maven", "crates.io", "RubyGems", "Packagist", "Pub", "Hex", "ConanCenter", "SwiftURL", "GitHub Actions"} {
		if strings.EqualFold(ecosystem, known) {
			return known
		}
	}
	return ecosystem
}

// NormalName is the package's name as its ecosystem compares names: NuGet and
// Packagist ignore case; PyPI also takes runs of '-', '_' and '.' as one '-'
// (https://packaging.python.org/en/latest/specifications/name-normalization/).
func NormalName(ecosystem, name string) string {
	switch ecosystem {
	case "NuGet", "Packagist":
		return strings.ToLower(name)
	case "PyPI":
		return normalPyPI(name)
	case "GitHub Actions":
		return strings.ToLower(name)
	case "SwiftURL":
		return normalSwift(name)
	default:
		return name
	}
}

// normalSwift is the address of a repository as host and path: one package is
// written with or without the scheme and ".git".
func normalSwift(name string) string {
	name = strings.ToLower(name)
	if _, after, ok := strings.Cut(name, "://"); ok {
		name = after
	}
	if after, ok := strings.CutPrefix(name, "git@"); ok {
		name = strings.Replace(after, ":", "/", 1)
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, "/"), ".git")
}

func normalPyPI(name string) string {
	var b strings.Builder
	separator := false
	for _, c := range strings.ToLower(name) {
		if c == '-' || c == '_' || c == '.' {
			separator = true
			continue
		}
		if separator {
			b.WriteByte('-')
			separator = false
		}
		b.WriteRune(c)
	}
	if separator {
		b.WriteByte('-')
	}
	return b.String()
}

// key orders the index: all packages of an ecosystem lie together.
func key(ecosystem, name string) string {
	ecosystem = NormalEcosystem(ecosystem)
	return ecosystem + "\x00" + NormalName(ecosystem, name)
}
