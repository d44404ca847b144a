package inventory

import "strings"

// PackageURL is the package's purl, by the purl specification's rules for its
// type. A package of an ecosystem that purl has no type for gets "generic".
func (p Package) PackageURL() string {
	kind, namespace, name, version := "generic", "", p.Name, p.Version
	switch p.Ecosystem {
	case "npm":
		kind = "npm"
		namespace, name = splitLast(p.Name, "/")
	case "NuGet":
		kind = "nuget"
	case "Go":
		kind = "golang"
		namespace, name = splitLast(strings.ToLower(p.Name), "/")
		if version != "" && !strings.HasPrefix(version, "v") {
			version = "v" + version
		}
	case "PyPI":
		kind = "pypi"
		name = strings.ReplaceAll(strings.ToLower(p.Name), "_", "-")
	case "Maven":
		kind = "maven"
		namespace, name = splitLast(p.Name, ":")
	case "crates.io":
		kind = "cargo"
	case "RubyGems":
		kind = "gem"
	case "Packagist":
		kind = "composer"
		namespace, name = splitLast(strings.ToLower(p.Name), "/")
	case "Pub":
		kind = "pub"
	case "Hex":
		kind = "hex"
	case "SwiftURL":
		kind = "swift"
		namespace, name = splitLast(p.Name, "/")
	case "ConanCenter":
		kind = "conan"
	case "GitHub Actions":
		kind = "githubactions"
		namespace, name = splitLast(p.Name, "/")
	default:
		kind, namespace = systemType(p.Ecosystem)
	}
	url := "pkg:" + kind + "/"
	for segment := range strings.SplitSeq(namespace, "/") {
		if segment != "" {
			url += escape(segment) + "/"
		}
	}
	url += escape(name)
	if version != "" {
		url += "@" + escape(version)
	}
	return url
}

// systemType is the type and namespace of a system's packages.
func systemType(ecosystem string) (kind, namespace string) {
	system, _, _ := strings.Cut(ecosystem, ":")
	switch system {
	case "Debian", "Ubuntu":
		return "deb", strings.ToLower(system)
	case "Alpine", "Wolfi", "Chainguard":
		return "apk", strings.ToLower(system)
	case "Rocky Linux":
		return "rpm", "rocky"
	case "Red Hat":
		return "rpm", "redhat"
	case "AlmaLinux", "SUSE", "openSUSE", "openEuler", "Mageia":
		return "rpm", strings.ToLower(system)
	case "Azure Linux":
		return "rpm", "azurelinux"
	}
	return "generic", ""
}

func splitLast(s, separator string) (before, after string) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+len(separator):]
}

// escape percent-encodes every byte that purl does not leave as it is.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(".-_~:", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
