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
	m := matching{config: config, seen: map[string]int{}, missing: map[string]bool{}, open: map[string][]inventory.Package{}, hits: map[identity]int{}}
	err := m.all(ctx, inv)
	for i := range m.findings {
		m.findings[i].Message += m.companions[i].text()
	}
	finding.Number(m.findings)
	return m.findings, m.gaps(), err
}

type matching struct {
	config   Config
	findings []finding.Finding
	seen     map[string]int                 // ecosystem → packages
	missing  map[string]bool                // ecosystems that the index does not hold
	open     map[string][]inventory.Package // file → packages whose version settles nothing

	hits       map[identity]int // what the packages built of one source share → its finding
	companions []companions     // of each finding
}

// identity is what makes a flaw of a system's package one: several packages are
// built of one source, and advisories speak of the source.
type identity struct{ path, ecosystem, source, version, group string }

// companions are the other packages that a finding stands for.
type companions []string

func (c companions) text() string {
	switch len(c) {
	case 0:
		return ""
	case 1:
		return "; also in " + c[0]
	}
	return fmt.Sprintf("; also in %s and %d more packages of the same source", c[0], len(c)-1)
}

func (m *matching) all(ctx context.Context, inv inventory.Inventory) error {
	for i, p := range inv.Packages {
		if i%256 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if p.Ecosystem == tasksEcosystem {
			continue // listed only
		}
		m.seen[p.Ecosystem]++
		if m.config.Index == nil {
			m.missing[p.Ecosystem] = true
			continue
		}
		if err := m.one(p); err != nil {
			return err
		}
	}
	return nil
}

// one compares a package under each name and in each share of the index that
// speak of it.
func (m *matching) one(p inventory.Package) error {
	missing, unresolved := true, false
	reported := map[string]bool{}
	for _, ecosystem := range shares(m.config.Index.Manifest(), p.Ecosystem) {
		for _, known := range knownAs(p) {
			matches, status, err := m.config.Index.Match(ecosystem, known.name, known.version)
			if err != nil {
				return err
			}
			missing = missing && status == advisory.Missing
			unresolved = unresolved || status == advisory.Unresolved
			for _, match := range matches {
				if !reported[match.Group()] {
					reported[match.Group()] = true
					m.add(p, known, match)
				}
			}
		}
	}
	if missing {
		m.missing[p.Ecosystem] = true
	}
	if unresolved && p.Ecosystem == actionsEcosystem {
		held, err := m.config.Index.Holds(p.Ecosystem, p.Name)
		if err != nil {
			return err
		}
		unresolved = held // no version of it is known to be flawed
	}
	if unresolved {
		m.open[p.Path] = append(m.open[p.Path], p)
	}
	return nil
}

func (m *matching) add(p inventory.Package, known namedVersion, match advisory.Match) {
	if p.Source != "" || isSystem(p.Ecosystem) {
		id := identity{p.Path, p.Ecosystem, known.name, known.version, match.Group()}
		if first, ok := m.hits[id]; ok {
			m.companions[first] = append(m.companions[first], p.Name)
			return
		}
		m.hits[id] = len(m.findings)
	}
	m.findings = append(m.findings, report(p, match))
	m.companions = append(m.companions, nil)
}

// namedVersion is what advisories may call a package.
type namedVersion struct{ name, version string }

// knownAs: Debian's, Ubuntu's and Alpine's advisories speak of source packages;
// those of RPM's systems of sources or of packages, as each of them likes.
func knownAs(p inventory.Package) []namedVersion {
	own := namedVersion{p.Name, p.Version}
	if p.Source == "" && p.SourceVersion == "" {
		return []namedVersion{own}
	}
	source := namedVersion{cmp.Or(p.Source, p.Name), cmp.Or(p.SourceVersion, p.Version)}
	if usesRPM(p.Ecosystem) {
		return []namedVersion{own, source}
	}
	return []namedVersion{source}
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
	for _, name := range shares(manifest, advisory.NormalEcosystem(ecosystem)) {
		share, _ := manifest.Ecosystem(name)
		if share.Complete {
			continue
		}
		gaps = gap(finding.Sample, "the advisory index holds only a sample of %s (%s) for %s; give a complete index, made with 'sallyport advisories build'", ecosystem, counted(share.Records, "advisory", "advisories"), counted(packages, "package", "packages"))
		break
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
	case actionsEcosystem:
		return "pin the action to a commit, with its tag in a comment behind it: uses: OWNER/NAME@COMMIT # v1.2.3"
	case "npm":
		return "let npm write the lockfile again"
	}
	switch {
	case isSystem(ecosystem):
		return "examine the package with another tool"
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
