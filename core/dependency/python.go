package dependency

import (
	"context"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parsePoetryLock reads poetry.lock. The groups tell what is for development
// from Poetry 2 on, the category before that.
func parsePoetryLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		Packages []struct {
			Name         string         `toml:"name"`
			Version      string         `toml:"version"`
			Category     string         `toml:"category"`
			Groups       []string       `toml:"groups"`
			Dependencies map[string]any `toml:"dependencies"`
			Source       struct {
				Type string `toml:"type"`
			} `toml:"source"`
		} `toml:"package"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	lines := packageLines(content)
	out := found{lock: &lock{}}
	b := s.pythonBonds(ctx, file)
	for i, p := range doc.Packages {
		name := advisory.NormalName("PyPI", p.Name)
		out.lock.names = append(out.lock.names, name)
		for _, needed := range slices.Sorted(maps.Keys(p.Dependencies)) {
			b.needs[name] = append(b.needs[name], advisory.NormalName("PyPI", needed))
		}
		switch p.Source.Type {
		case "git", "directory", "file", "url":
			out.foreign++
			continue
		}
		out.packages = append(out.packages, inventory.Package{
			Ecosystem: "PyPI", Name: p.Name, Version: p.Version, Path: file.Path, Line: lineAt(lines, i),
			Development: p.Category == "dev" || len(p.Groups) > 0 && !slices.Contains(p.Groups, "main"),
		})
	}
	b.trace(out.packages)
	return out, nil
}

// uvPackage is a [[package]] of uv.lock. Only one with a registry source is a
// published package.
type uvPackage struct {
	Name         string              `toml:"name"`
	Version      string              `toml:"version"`
	Source       map[string]any      `toml:"source"`
	Dependencies []uvName            `toml:"dependencies"`
	Development  map[string][]uvName `toml:"dev-dependencies"`
	Optional     map[string][]uvName `toml:"optional-dependencies"`
}

type uvName struct {
	Name string `toml:"name"`
}

func parseUVLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		Packages []uvPackage `toml:"package"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	lines := packageLines(content)
	out := found{lock: &lock{}}
	for _, p := range doc.Packages {
		out.lock.names = append(out.lock.names, advisory.NormalName("PyPI", p.Name))
		folder, local := p.folder()
		if !local {
			continue
		}
		out.lock.members = append(out.lock.members, folder)
	}
	b := uvBonds(doc.Packages)
	needed := needed(doc.Packages)
	for i, p := range doc.Packages {
		if _, registry := p.Source["registry"]; !registry {
			if _, local := p.folder(); !local {
				out.foreign++
			}
			continue
		}
		out.packages = append(out.packages, inventory.Package{
			Ecosystem: "PyPI", Name: p.Name, Version: p.Version, Path: file.Path, Line: lineAt(lines, i), Development: !needed[p.Name],
		})
	}
	b.trace(out.packages)
	return out, nil
}

// uvBonds begin with what the workspace's own packages name.
func uvBonds(packages []uvPackage) bonds {
	b := bonds{key: byName, needs: map[string][]string{}}
	for _, p := range packages {
		var names []string
		lists := [][]uvName{p.Dependencies}
		for _, groups := range []map[string][]uvName{p.Optional, p.Development} {
			for _, group := range slices.Sorted(maps.Keys(groups)) {
				lists = append(lists, groups[group])
			}
		}
		for _, d := range slices.Concat(lists...) {
			names = append(names, d.Name)
		}
		if _, local := p.folder(); local {
			b.production = append(b.production, names...)
		}
		b.needs[p.Name] = names
	}
	return b
}

// folder is where a package of the workspace itself lies.
func (p uvPackage) folder() (string, bool) {
	for _, kind := range []string{"editable", "virtual", "directory"} {
		if folder, ok := p.Source[kind].(string); ok {
			return path.Clean(folder), true
		}
	}
	return "", false
}

// needed are the packages that the workspace's own reach without their
// development groups; all when there is no workspace to begin from.
func needed(packages []uvPackage) map[string]bool {
	reach := map[string]bool{}
	edges := map[string][]string{}
	var open []string
	for _, p := range packages {
		for _, d := range p.Dependencies {
			edges[p.Name] = append(edges[p.Name], d.Name)
		}
		for _, extra := range p.Optional {
			for _, d := range extra {
				edges[p.Name] = append(edges[p.Name], d.Name)
			}
		}
		if _, local := p.folder(); local {
			open = append(open, p.Name)
		}
	}
	if len(open) == 0 {
		for _, p := range packages {
			open = append(open, p.Name)
		}
	}
	for len(open) > 0 {
		name := open[len(open)-1]
		open = open[:len(open)-1]
		if reach[name] {
			continue
		}
		reach[name] = true
		open = append(open, edges[name]...)
	}
	return reach
}

// parsePyproject only asks whether a lockfile covers the project and holds all
// that it names, or a requirements file beside it pins that.
func parsePyproject(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	var doc pyproject
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	names, held := map[string]bool{}, map[string]bool{} // what is asked for, and what a lockfile has to hold
	specifier := func(text string) {
		if m := requirementShape.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			name := advisory.NormalName("PyPI", m[1])
			names[name] = true
			if !strings.HasPrefix(m[3], "@") && !bounded(m[3]) {
				held[name] = true
			}
		}
	}
	table := func(dependencies map[string]any) {
		for n, d := range dependencies {
			if n != "python" {
				name := advisory.NormalName("PyPI", n)
				names[name] = true
				if published(d) {
					held[name] = true
				}
			}
		}
	}
	for _, d := range doc.Project.Dependencies {
		specifier(d)
	}
	for _, extra := range doc.Project.Optional {
		for _, d := range extra {
			specifier(d)
		}
	}
	for _, group := range doc.Groups {
		for _, d := range group {
			if text, ok := d.(string); ok { // a table includes another group
				specifier(text)
			}
		}
	}
	for _, d := range doc.Tool.UV.Dev {
		specifier(d)
	}
	table(doc.Tool.Poetry.Dependencies)
	table(doc.Tool.Poetry.Dev)
	for _, g := range doc.Tool.Poetry.Groups {
		table(g.Dependencies)
	}
	for _, own := range []string{doc.Project.Name, doc.Tool.Poetry.Name} { // an extra may name the project itself
		delete(held, advisory.NormalName("PyPI", own))
	}
	if len(names) == 0 {
		return found{}, nil
	}
	lockfile, missing := s.pythonLocked(file, names, held)
	switch {
	case lockfile == "":
		return found{gaps: []gap{open(file, "%s asks for %d packages and no lockfile settles their versions; commit the uv.lock or poetry.lock of the project", file.Path, len(names))}}, nil
	case len(missing) > 0:
		return found{gaps: []gap{outOfDate(file, lockfile, missing)}}, nil
	}
	return found{}, nil
}

// bounded says that a marker holds for old Pythons only: a lockfile leaves such
// a package out when the project does not run on them.
func bounded(specifier string) bool {
	_, marker, _ := strings.Cut(specifier, ";")
	return strings.Contains(marker, "python_") && (strings.Contains(marker, "<") || strings.Contains(marker, "=="))
}

// published says that Poetry takes a dependency from a registry, for every
// Python that the project runs on.
func published(dependency any) bool {
	switch d := dependency.(type) {
	case []map[string]any:
		return slices.ContainsFunc(d, func(one map[string]any) bool { return published(one) })
	case []any:
		return slices.ContainsFunc(d, published)
	case map[string]any:
		python, _ := d["python"].(string)
		markers, _ := d["markers"].(string)
		return d["path"] == nil && d["git"] == nil && d["url"] == nil &&
			!strings.ContainsAny(python, "<^~=|") && !bounded(";"+markers)
	}
	return true
}

// pythonLocked finds the lockfile that covers a project, and what the last of
// them lacks when none holds all. One that could not be read is a gap of its own.
func (s *scan) pythonLocked(file repo.File, names, held map[string]bool) (lockfile string, missing []string) {
	var covering []string
	for _, name := range []string{"poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"} {
		if _, ok := s.tree.Find(sibling(file.Path, name)); ok {
			covering = append(covering, sibling(file.Path, name))
		}
	}
	for i, dir := range ancestors(file.Path) {
		name := path.Join(dir, "uv.lock")
		if l, ok := s.locks[name]; ok && (i == 0 || slices.Contains(l.members, relative(dir, path.Dir(file.Path)))) {
			covering = append(covering, name)
		}
	}
	for _, name := range covering {
		l, read := s.locks[name]
		lockfile = name
		if missing = l.lacks(held); !read || len(missing) == 0 {
			return name, nil
		}
	}
	name := sibling(file.Path, "requirements.txt")
	if l, ok := s.locks[name]; ok && len(l.lacks(names)) == 0 {
		return name, nil
	}
	return lockfile, missing
}

var setupAsks = regexp.MustCompile(`\binstall_requires\s*=\s*(\[\s*\]|)`)

// parseSetup tells that code, or setuptools' old configuration, declares
// dependencies: nothing in it is a settled version. Names that are written out
// have to be in the lockfile beside it.
func parseSetup(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	asked := false
	for _, m := range setupAsks.FindAllSubmatch(content, -1) {
		asked = asked || len(m[1]) == 0
	}
	if !asked {
		return found{}, nil
	}
	names := setupNames(content)
	var stale string
	var missing []string
	for _, name := range []string{"poetry.lock", "uv.lock", "requirements.txt"} {
		l, ok := s.locks[sibling(file.Path, name)]
		if !ok {
			continue
		}
		stale = name
		if missing = l.lacks(names); len(missing) == 0 {
			return found{}, nil
		}
	}
	if stale != "" {
		return found{gaps: []gap{outOfDate(file, stale, missing)}}, nil
	}
	return found{gaps: []gap{open(file, "%s declares install_requires and no lockfile settles versions; commit a uv.lock, a poetry.lock or a pinned requirements.txt beside it", file.Path)}}, nil
}

var (
	setupList = regexp.MustCompile(`\binstall_requires\s*=\s*\[((?:\s*(?:"[^"\n]*"|'[^'\n]*')\s*,?|\s*#[^\n]*\n)+)`)
	setupText = regexp.MustCompile(`#[^\n]*|"([^"\n]*)"|'([^'\n]*)'`)
)

// setupNames are the names of a list of plain strings, the usual way to write
// install_requires in a script.
func setupNames(content []byte) map[string]bool {
	names := map[string]bool{}
	for _, list := range setupList.FindAllSubmatch(content, -1) {
		for _, text := range setupText.FindAllSubmatch(list[1], -1) {
			m := requirementShape.FindStringSubmatch(strings.TrimSpace(string(text[1]) + string(text[2])))
			if m != nil && !strings.HasPrefix(m[3], "@") && !bounded(m[3]) {
				names[advisory.NormalName("PyPI", m[1])] = true
			}
		}
	}
	return names
}

type gap = finding.Gap
