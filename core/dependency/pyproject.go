package dependency

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// pyproject is the part of a pyproject.toml that says what the project needs:
// in the standard tables, and in those of Poetry, uv and PDM
// (https://packaging.python.org/en/latest/specifications/pyproject-toml/).
type pyproject struct {
	Project struct {
		Name         string              `toml:"name"`
		Dependencies []string            `toml:"dependencies"`
		Optional     map[string][]string `toml:"optional-dependencies"`
	} `toml:"project"`
	Groups map[string][]any `toml:"dependency-groups"`
	Tool   struct {
		UV struct {
			Dev []string `toml:"dev-dependencies"`
		} `toml:"uv"`
		PDM struct {
			Dev map[string][]string `toml:"dev-dependencies"`
		} `toml:"pdm"`
		Poetry struct {
			Name         string         `toml:"name"`
			Dependencies map[string]any `toml:"dependencies"`
			Dev          map[string]any `toml:"dev-dependencies"`
			Groups       map[string]struct {
				Dependencies map[string]any `toml:"dependencies"`
			} `toml:"group"`
		} `toml:"poetry"`
	} `toml:"tool"`
}

// asked are the normal names of all that the project names, sorted.
func (p pyproject) asked() []string {
	names := map[string]bool{}
	add := func(text string) {
		if m := requirementShape.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			names[advisory.NormalName("PyPI", m[1])] = true
		}
	}
	lists := [][]string{p.Project.Dependencies, p.Tool.UV.Dev}
	lists = slices.AppendSeq(lists, maps.Values(p.Project.Optional))
	lists = slices.AppendSeq(lists, maps.Values(p.Tool.PDM.Dev))
	for _, d := range slices.Concat(lists...) {
		add(d)
	}
	for _, group := range p.Groups {
		for _, d := range group {
			if text, ok := d.(string); ok { // a table includes another group
				add(text)
			}
		}
	}
	tables := []map[string]any{p.Tool.Poetry.Dependencies, p.Tool.Poetry.Dev}
	for _, g := range p.Tool.Poetry.Groups {
		tables = append(tables, g.Dependencies)
	}
	for _, table := range tables {
		for name := range table {
			add(name)
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// pythonBonds begin with what the pyproject.toml beside a lockfile names.
func (s *scan) pythonBonds(ctx context.Context, lockfile repo.File) bonds {
	b := bonds{key: func(p inventory.Package) string { return advisory.NormalName("PyPI", p.Name) }, needs: map[string][]string{}}
	file, ok := s.tree.Find(sibling(lockfile.Path, "pyproject.toml"))
	if !ok {
		return b
	}
	content, err := s.content(ctx, file)
	var doc pyproject
	if err == nil && decodeTOML(content, &doc) == nil { // else the manifest's own gap tells
		b.production = doc.asked()
	}
	return b
}

// pdmBonds reads what each package of a pdm.lock names as requirements.
func pdmBonds(ctx context.Context, s *scan, file repo.File, content []byte) bonds {
	b := s.pythonBonds(ctx, file)
	b.traced = true
	var doc struct {
		Packages []struct {
			Name         string   `toml:"name"`
			Dependencies []string `toml:"dependencies"`
		} `toml:"package"`
	}
	if decodeTOML(content, &doc) != nil { // the lockfile's own gap tells
		return b
	}
	for _, p := range doc.Packages {
		name := advisory.NormalName("PyPI", p.Name)
		for _, d := range p.Dependencies {
			if m := requirementShape.FindStringSubmatch(strings.TrimSpace(d)); m != nil {
				b.needs[name] = append(b.needs[name], advisory.NormalName("PyPI", m[1]))
			}
		}
	}
	return b
}

// pipfileBonds reads what the Pipfile beside a Pipfile.lock names; the lockfile
// does not say what needs what.
func pipfileBonds(ctx context.Context, s *scan, lockfile repo.File, _ []byte) bonds {
	b := s.pythonBonds(ctx, lockfile)
	b.production, b.traced = nil, true
	file, ok := s.tree.Find(sibling(lockfile.Path, "Pipfile"))
	if !ok {
		return b
	}
	content, err := s.content(ctx, file)
	var doc struct {
		Packages map[string]any `toml:"packages"`
		Dev      map[string]any `toml:"dev-packages"`
	}
	if err != nil || decodeTOML(content, &doc) != nil { // the manifest's own gap tells
		return b
	}
	for _, table := range []map[string]any{doc.Packages, doc.Dev} {
		for _, name := range slices.Sorted(maps.Keys(table)) {
			b.production = append(b.production, advisory.NormalName("PyPI", name))
		}
	}
	return b
}
