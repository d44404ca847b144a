package dependency

import (
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
)

// system is what an image's os-release tells
// (https://www.freedesktop.org/software/systemd/man/latest/os-release.html).
type system struct{ id, version, title string }

func parseOSRelease(content []byte) system {
	var s system
	for _, line := range splitLines(string(content)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok {
			continue
		}
		value = strings.Trim(value, `"'`)
		switch name {
		case "ID":
			s.id = strings.ToLower(value)
		case "VERSION_ID":
			s.version = value
		case "VERSION":
			s.title = value
		}
	}
	return s
}

// ecosystem is OSV's name for the system's packages, with the release: the same
// version is flawed in one release and mended in another
// (https://ossf.github.io/osv-schema/#defined-ecosystems).
func (s system) ecosystem() (string, error) {
	major, _, _ := strings.Cut(s.version, ".")
	switch s.id {
	case "wolfi":
		return "Wolfi", nil
	case "chainguard":
		return "Chainguard", nil
	case "":
		return "", fmt.Errorf("its os-release names no system")
	}
	if s.version == "" || strings.ContainsAny(s.version, ":\x00\n") {
		return "", fmt.Errorf("its os-release names %.40q without a release; an image of a numbered release would be right", s.id)
	}
	switch s.id {
	case "debian":
		return "Debian:" + major, nil
	case "ubuntu":
		if strings.Contains(s.title, "LTS") {
			return "Ubuntu:" + s.version + ":LTS", nil
		}
		return "Ubuntu:" + s.version, nil
	case "alpine":
		parts := strings.SplitN(s.version, ".", 3)
		if len(parts) < 2 || strings.Contains(s.version, "_") {
			return "", fmt.Errorf("its Alpine %.40q is no numbered release; take an image of one", s.version)
		}
		return "Alpine:v" + parts[0] + "." + parts[1], nil
	case "rocky":
		return "Rocky Linux:" + major, nil
	case "almalinux":
		return "AlmaLinux:" + major, nil
	case "rhel":
		return "Red Hat:enterprise_linux:" + major, nil
	case "opensuse-leap":
		return "openSUSE:Leap " + s.version, nil
	case "sles":
		return "SUSE:Linux Enterprise Server " + strings.Replace(s.version, ".", " SP", 1), nil
	case "openeuler":
		return "openEuler:" + s.version, nil
	case "mageia":
		return "Mageia:" + s.version, nil
	case "azurelinux", "mariner":
		return "Azure Linux:" + major, nil
	}
	return "", fmt.Errorf("no advisories are published in OSV for the system %.40q; use a base image of a system that has them", s.id)
}

// isSystem says that an ecosystem is a system's, not a language's.
func isSystem(ecosystem string) bool {
	product, _, _ := strings.Cut(ecosystem, ":")
	switch product {
	case "Debian", "Ubuntu", "Alpine", "Wolfi", "Chainguard":
		return true
	}
	return usesRPM(ecosystem)
}

func usesRPM(ecosystem string) bool {
	product, _, _ := strings.Cut(ecosystem, ":")
	switch product {
	case "Rocky Linux", "AlmaLinux", "Red Hat", "openSUSE", "SUSE", "openEuler", "Mageia", "Azure Linux":
		return true
	}
	return false
}

// shares are the ecosystems of an index that speak of a package's: Red Hat's
// and SUSE's advisories are divided by product and not by release.
func shares(m advisory.Manifest, ecosystem string) []string {
	product, release, _ := strings.Cut(ecosystem, ":")
	var wanted func(string) bool
	switch {
	case product == "Red Hat" && strings.HasPrefix(release, "enterprise_linux:"):
		wanted = func(name string) bool { return name == ecosystem || strings.HasPrefix(name, ecosystem+"::") }
	case product == "SUSE":
		end := strings.TrimPrefix(release, "Linux Enterprise Server")
		wanted = func(name string) bool { return strings.HasPrefix(name, "SUSE:") && strings.HasSuffix(name, end) }
	default:
		return []string{ecosystem}
	}
	var names []string
	for _, e := range m.Ecosystems {
		if wanted(e.Name) {
			names = append(names, e.Name)
		}
	}
	if len(names) == 0 {
		names = []string{ecosystem}
	}
	return names
}
