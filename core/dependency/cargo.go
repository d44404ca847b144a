package dependency

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parseCargoLock reads Cargo.lock. A package without a source is of the
// workspace itself, and one with a git source is not what crates.io has.
func parseCargoLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		Packages []struct {
			Name         string   `toml:"name"`
			Version      string   `toml:"version"`
			Source       string   `toml:"source"`
			Dependencies []string `toml:"dependencies"`
		} `toml:"package"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	lines := packageLines(content)
	out := found{lock: &lock{}}
	direct := map[string]bool{}
	for _, p := range doc.Packages {
		if p.Source == "" {
			out.lock.names = append(out.lock.names, p.Name)
			for _, d := range p.Dependencies { // "name", or "name version" where names repeat
				direct[d] = true
			}
		}
	}
	for i, p := range doc.Packages {
		switch {
		case p.Source == "":
		case !strings.HasPrefix(p.Source, "registry+") && !strings.HasPrefix(p.Source, "sparse+"):
			out.foreign++
		default:
			out.packages = append(out.packages, inventory.Package{
				Ecosystem: "crates.io", Name: p.Name, Version: p.Version, Path: file.Path, Line: lineAt(lines, i),
				Direct: direct[p.Name] || direct[p.Name+" "+p.Version],
			})
		}
	}
	return out, nil
}

// parseCargoTOML only asks whether a lockfile covers the manifest.
func parseCargoTOML(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	type dependencies struct {
		Normal map[string]any `toml:"dependencies"`
		Dev    map[string]any `toml:"dev-dependencies"`
		Build  map[string]any `toml:"build-dependencies"`
	}
	var doc struct {
		dependencies
		Package struct {
			Name string `toml:"name"`
		} `toml:"package"`
		Workspace struct {
			dependencies
		} `toml:"workspace"`
		Target map[string]dependencies `toml:"target"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	asked := 0
	for _, d := range doc.Target {
		asked += crates(d.Normal) + crates(d.Dev) + crates(d.Build)
	}
	for _, d := range []dependencies{doc.dependencies, doc.Workspace.dependencies} {
		asked += crates(d.Normal) + crates(d.Dev) + crates(d.Build)
	}
	if asked == 0 || s.cargoLocked(file, doc.Package.Name) {
		return found{}, nil
	}
	return found{gaps: []gap{open(file, "%s asks for %d crates and no lockfile settles their versions; commit the Cargo.lock that cargo generate-lockfile writes", file.Path, asked)}}, nil
}

// crates counts what comes from a registry: not from a path or git alone.
func crates(dependencies map[string]any) int {
	n := 0
	for _, d := range dependencies {
		if table, ok := d.(map[string]any); ok && table["version"] == nil && (table["path"] != nil || table["git"] != nil) {
			continue
		}
		n++
	}
	return n
}

func (s *scan) cargoLocked(file repo.File, name string) bool {
	for i, dir := range ancestors(file.Path) {
		if l, ok := s.locks[path.Join(dir, "Cargo.lock")]; ok && (i == 0 || slices.Contains(l.names, name)) {
			return true
		}
	}
	return false
}
