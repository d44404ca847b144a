package dependency

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
)

// stanza is one block of "Key: value" lines, with the line it begins on.
// Continued lines, which begin with a blank, are left out.
type stanza struct {
	line   int
	fields map[string]string
}

// stanzas calls visit for each block of a package database of dpkg or apk.
// The separator is ": " for dpkg and ":" for apk.
func stanzas(content []byte, separator string, visit func(stanza) error) error {
	current := stanza{fields: map[string]string{}}
	flush := func() error {
		defer func() { current = stanza{fields: map[string]string{}} }()
		if len(current.fields) == 0 {
			return nil
		}
		return visit(current)
	}
	number := 0
	for raw := range bytes.Lines(content) {
		number++
		line := strings.TrimRight(string(raw), "\r\n")
		switch {
		case strings.TrimSpace(line) == "":
			if err := flush(); err != nil {
				return err
			}
			continue
		case line[0] == ' ' || line[0] == '\t':
			continue
		}
		key, value, ok := strings.Cut(line, separator)
		if !ok {
			key, value, ok = strings.Cut(line, ":") // dpkg leaves the blank away before continued lines
		}
		if !ok {
			return fmt.Errorf("line %d: not a field; KEY: VALUE would be right", number)
		}
		if len(current.fields) == 0 {
			current.line = number
		}
		current.fields[key] = strings.TrimSpace(value)
	}
	return flush()
}

// parseDPKG reads dpkg's status file, or one of a distroless image's status.d,
// which has no Status field (https://man7.org/linux/man-pages/man1/dpkg-query.1.html).
func parseDPKG(content []byte, ecosystem, file string) ([]inventory.Package, error) {
	var packages []inventory.Package
	err := stanzas(content, ": ", func(s stanza) error {
		if status, stated := s.fields["Status"]; stated && !isInstalled(status) {
			return nil
		}
		p := inventory.Package{Ecosystem: ecosystem, Name: s.fields["Package"], Version: s.fields["Version"], Path: file, Line: s.line}
		if p.Name == "" || p.Version == "" {
			return fmt.Errorf("line %d: a package without a name or a version", s.line)
		}
		if source := s.fields["Source"]; source != "" {
			name, rest, versioned := strings.Cut(source, " (")
			p.Source = name
			if versioned {
				p.SourceVersion = strings.TrimSuffix(rest, ")")
			}
		}
		packages = append(packages, p)
		return nil
	})
	return packages, err
}

// isInstalled takes every state in which files of the package are there.
func isInstalled(status string) bool {
	words := strings.Fields(status)
	if len(words) != 3 {
		return true // not understood: count it
	}
	return words[2] != "not-installed" && words[2] != "config-files"
}

// parseAPK reads apk's database (https://wiki.alpinelinux.org/wiki/Apk_spec).
func parseAPK(content []byte, ecosystem, file string) ([]inventory.Package, error) {
	var packages []inventory.Package
	err := stanzas(content, ":", func(s stanza) error {
		p := inventory.Package{Ecosystem: ecosystem, Name: s.fields["P"], Version: s.fields["V"], Source: s.fields["o"], License: s.fields["L"], Path: file, Line: s.line}
		if p.Name == "" || p.Version == "" {
			return fmt.Errorf("line %d: a package without a name or a version", s.line)
		}
		if p.Source == p.Name {
			p.Source = ""
		}
		packages = append(packages, p)
		return nil
	})
	if err == nil && len(packages) == 0 {
		err = errors.New("it holds no package")
	}
	return packages, err
}
