package dependency

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
)

// Match compares an inventory with the advisories; it needs no sources, so that
// an inventory from a receipt can be judged again. Findings are numbered and
// sorted. Every ecosystem ends as compared in full, or in a gap beside what was
// found in it: no-advisories, sample, stale, or unresolved for packages whose
// version says nothing. An error means that the index is damaged, or the
// context's end; what was found before it still counts.
func Match(ctx context.Context, inv inventory.Inventory, config Config) ([]finding.Finding, []finding.Gap, error) {
	if config.Now.IsZero() {
		return nil, nil, errors.New("match dependencies: no time was given to take the advisories' age at")
	}
	m := matching{config: config, seen: map[string]int{}, missing: map[string]bool{}, open: map[string][]inventory.Package{}}
	err := m.all(ctx, inv)
	finding.Number(m.findings)
	return m.findings, m.gaps(), err
}

type matching struct {
	config   Config
	findings []finding.Finding
	seen     map[string]int                 // ecosystem → packages
	missing  map[string]bool                // ecosystems that the index does not hold
	open     map[string][]inventory.Package // file → packages whose version settles nothing
}

func (m *matching) all(ctx context.Context, inv inventory.Inventory) error {
	for i, p := range inv.Packages {
		if i%256 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		m.seen[p.Ecosystem]++
		if m.config.Index == nil {
			m.missing[p.Ecosystem] = true
			continue
		}
		matches, status, err := m.config.Index.Match(p.Ecosystem, p.Name, p.Version)
		if err != nil {
			return err
		}
		switch status {
		case advisory.Missing:
			m.missing[p.Ecosystem] = true
		case advisory.Unresolved:
			m.open[p.Path] = append(m.open[p.Path], p)
		}
		for _, match := range matches {
			m.findings = append(m.findings, report(p, match))
		}
	}
	return nil
}

// gaps are sorted.
func (m *matching) gaps() []finding.Gap {
	var gaps []finding.Gap
	for file, packages := range m.open {
		gaps = append(gaps, unresolved(file, packages))
	}
	for ecosystem, packages := range m.seen {
		gaps = append(gaps, m.ecosystemGaps(ecosystem, packages)...)
	}
	slices.SortFunc(gaps, finding.Gap.Compare)
	return gaps
}

func (m *matching) ecosystemGaps(ecosystem string, packages int) []finding.Gap {
	gap := func(kind finding.GapKind, format string, args ...any) []finding.Gap {
		return []finding.Gap{{Check: Name, Kind: kind, Message: fmt.Sprintf(format, args...)}}
	}
	if m.missing[ecosystem] {
		return gap(finding.NoAdvisories, "the advisory index holds nothing for %s, so %s not matched; give an index that holds it, made with 'sallyport advisories build'", ecosystem, counted(packages, "package was", "packages were"))
	}
	var gaps []finding.Gap
	manifest := m.config.Index.Manifest()
	if share, _ := manifest.Ecosystem(advisory.NormalEcosystem(ecosystem)); !share.Complete {
		gaps = gap(finding.Sample, "the advisory index holds only a sample of %s (%s) for %s; give a complete index, made with 'sallyport advisories build'", ecosystem, counted(share.Records, "advisory", "advisories"), counted(packages, "package", "packages"))
	}
	if message := staleness(m.config); message != "" {
		gaps = append(gaps, gap(finding.Stale, "%s: %s", ecosystem, message)...)
	}
	return gaps
}

// unresolved is one gap for all open packages of a file, with the first few by name.
func unresolved(file string, packages []inventory.Package) finding.Gap {
	slices.SortFunc(packages, func(a, b inventory.Package) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), a.Compare(b))
	})
	var named []string
	for _, p := range packages[:min(len(packages), 5)] {
		asked := p.Requirement + p.Version // one of them is empty
		if asked == "" {
			asked = "no version"
		}
		named = append(named, fmt.Sprintf("%s (%s)", p.Name, asked))
	}
	text := strings.Join(named, ", ")
	if more := len(packages) - len(named); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return finding.Gap{
		Check: Name, Kind: finding.Unresolved, Path: file,
		Message: fmt.Sprintf("%s: %s no settled version: %s; %s", place(file, packages[0].Line), counted(len(packages), "package has", "packages have"), text, remedy(packages[0].Ecosystem)),
	}
}

func remedy(ecosystem string) string {
	switch ecosystem {
	case "NuGet":
		return "commit a packages.lock.json (RestorePackagesWithLockFile), or write one exact version"
	case "PyPI":
		return "pin with ==, or commit a uv.lock or poetry.lock"
	case "Maven":
		return "write the version where this tree can see it, or add the parent or BOM to the tree"
	case "npm":
		return "let npm write the lockfile again"
	default:
		return "write one exact version"
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func place(file string, line int) string { return fmt.Sprintf("%s:%d", file, max(line, 1)) }

func quote(s string) string { return fmt.Sprintf("%q", s) }
