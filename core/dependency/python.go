package dependency

import (
	"context"
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
func parsePoetryLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		Packages []struct {
			Name     string   `toml:"name"`
			Version  string   `toml:"version"`
			Category string   `toml:"category"`
			Groups   []string `toml:"groups"`
			Source   struct {
				Type string `toml:"type"`
			} `toml:"source"`
		} `toml:"package"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	lines := packageLines(content)
	out := found{lock: &lock{}}
	for i, p := range doc.Packages {
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
	direct := map[string]bool{}
	for _, p := range doc.Packages {
		folder, local := p.folder()
		if !local {
			continue
		}
		out.lock.members = append(out.lock.members, folder)
		for _, d := range p.Dependencies {
			direct[d.Name] = true
		}
		for _, groups := range []map[string][]uvName{p.Development, p.Optional} {
			for _, group := range groups {
				for _, d := range group {
					direct[d.Name] = true
				}
			}
		}
	}
	needed := needed(doc.Packages)
	for i, p := range doc.Packages {
		if _, registry := p.Source["registry"]; !registry {
			if _, local := p.folder(); !local {
				out.foreign++
			}
			continue
		}
		out.packages = append(out.packages, inventory.Package{
			Ecosystem: "PyPI", Name: p.Name, Version: p.Version, Path: file.Path, Line: lineAt(lines, i),
			Direct: direct[p.Name], Development: !needed[p.Name],
		})
	}
	return out, nil
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

// parsePyproject only asks whether a lockfile covers the project, or a
// requirements file beside it pins all that it names.
func parsePyproject(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		Project struct {
			Dependencies []string            `toml:"dependencies"`
			Optional     map[string][]string `toml:"optional-dependencies"`
		} `toml:"project"`
		Groups map[string][]any `toml:"dependency-groups"`
		Tool   struct {
			Poetry struct {
				Dependencies map[string]any `toml:"dependencies"`
				Dev          map[string]any `toml:"dev-dependencies"`
				Groups       map[string]struct {
					Dependencies map[string]any `toml:"dependencies"`
				} `toml:"group"`
			} `toml:"poetry"`
		} `toml:"tool"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	names := map[string]bool{}
	specifier := func(text string) {
		if m := requirementShape.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			names[advisory.NormalName("PyPI", m[1])] = true
		}
	}
	table := func(dependencies map[string]any) {
		for n := range dependencies {
			if n != "python" {
				names[advisory.NormalName("PyPI", n)] = true
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
	table(doc.Tool.Poetry.Dependencies)
	table(doc.Tool.Poetry.Dev)
	for _, g := range doc.Tool.Poetry.Groups {
		table(g.Dependencies)
	}
	if len(names) == 0 || s.pythonLocked(file, names) {
		return found{}, nil
	}
	return found{gaps: []gap{open(file, "%s asks for %d packages and no lockfile settles their versions; commit the uv.lock or poetry.lock of the project", file.Path, len(names))}}, nil
}

func (s *scan) pythonLocked(file repo.File, names map[string]bool) bool {
	for _, name := range []string{"poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"} {
		if _, ok := s.tree.Find(sibling(file.Path, name)); ok {
			return true // read, or a gap of its own
		}
	}
	for i, dir := range ancestors(file.Path) {
		if l, ok := s.locks[path.Join(dir, "uv.lock")]; ok && (i == 0 || slices.Contains(l.members, relative(dir, path.Dir(file.Path)))) {
			return true
		}
	}
	l, ok := s.locks[sibling(file.Path, "requirements.txt")]
	if !ok {
		return false
	}
	for n := range names {
		if !slices.Contains(l.names, n) {
			return false
		}
	}
	return true
}

var setupAsks = regexp.MustCompile(`\binstall_requires\s*=\s*(\[\s*\]|)`)

// parseSetup tells that code, or setuptools' old configuration, declares
// dependencies: nothing in it is a settled version.
func parseSetup(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	m := setupAsks.FindSubmatch(content)
	if m == nil || len(m[1]) > 0 {
		return found{}, nil
	}
	for _, name := range []string{"poetry.lock", "uv.lock", "requirements.txt"} {
		if _, ok := s.locks[sibling(file.Path, name)]; ok {
			return found{}, nil
		}
	}
	return found{gaps: []gap{open(file, "%s declares install_requires and no lockfile settles versions; commit a uv.lock, a poetry.lock or a pinned requirements.txt beside it", file.Path)}}, nil
}

type gap = finding.Gap
