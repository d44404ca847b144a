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
func parseCargoLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
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
	b := bonds{key: byVersion, needs: map[string][]string{}}
	development := s.cargoDevelopment(ctx, path.Dir(file.Path))
	only := map[string]string{} // name → version, where it is the only one
	for _, p := range doc.Packages {
		only[p.Name] = p.Version
	}
	for _, p := range doc.Packages {
		for _, d := range p.Dependencies { // "name", or "name version" where names repeat
			name, version, several := strings.Cut(d, " ")
			if version = before(version, " "); !several {
				version = only[name]
			}
			b.needs[p.Name+"@"+p.Version] = append(b.needs[p.Name+"@"+p.Version], name+"@"+version)
		}
		out.lock.names = append(out.lock.names, crateName(p.Name))
		if p.Source == "" {
			out.foreign++
			out.lock.members = append(out.lock.members, p.Name)
			for _, key := range b.needs[p.Name+"@"+p.Version] {
				if development[crateName(nameOf(key))] {
					b.development = append(b.development, key)
				} else {
					b.production = append(b.production, key)
				}
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
			})
		}
	}
	b.mark(out.packages)
	return out, nil
}

type cargoDependencies struct {
	Normal map[string]any `toml:"dependencies"`
	Dev    map[string]any `toml:"dev-dependencies"`
	Build  map[string]any `toml:"build-dependencies"`
}

// parseCargoTOML only asks whether a lockfile covers the manifest, and holds all
// that it names.
func parseCargoTOML(_ context.Context, s *scan, file repo.File, content []byte) (found, error) {
	var doc struct {
		cargoDependencies
		Package struct {
			Name string `toml:"name"`
		} `toml:"package"`
		Workspace struct {
			cargoDependencies
		} `toml:"workspace"`
		Target map[string]cargoDependencies `toml:"target"`
	}
	if err := decodeTOML(content, &doc); err != nil {
		return found{}, err
	}
	asked := 0
	for _, d := range doc.Target {
		asked += crates(d.Normal) + crates(d.Dev) + crates(d.Build)
	}
	for _, d := range []cargoDependencies{doc.cargoDependencies, doc.Workspace.cargoDependencies} {
		asked += crates(d.Normal) + crates(d.Dev) + crates(d.Build)
	}
	if asked == 0 {
		return found{}, nil
	}
	names := map[string]bool{}
	for _, d := range doc.Target {
		d.names(names)
	}
	doc.names(names)
	covered, missing := s.cargoLocked(file, doc.Package.Name, names)
	switch {
	case covered && len(missing) > 0:
		return found{gaps: []gap{outOfDate(file, "Cargo.lock", missing)}}, nil
	case covered:
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

// names adds the crates of a registry that a lockfile has to hold: one that the
// workspace names is asked for where the workspace is.
func (c cargoDependencies) names(all map[string]bool) {
	for _, list := range []map[string]any{c.Normal, c.Dev, c.Build} {
		for name, d := range list {
			if table, ok := d.(map[string]any); ok {
				if table["path"] != nil || table["git"] != nil || table["workspace"] != nil {
					continue
				}
				if renamed, ok := table["package"].(string); ok {
					name = renamed
				}
			}
			all[crateName(name)] = true
		}
	}
}

// crateName makes one of the spellings that crates.io takes for the same.
func crateName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "-")) }

// cargoLocked says whether a lockfile covers the manifest, and which names none
// of those that do holds.
func (s *scan) cargoLocked(file repo.File, name string, names map[string]bool) (covered bool, missing []string) {
	for i, dir := range ancestors(file.Path) {
		l, ok := s.locks[path.Join(dir, "Cargo.lock")]
		if !ok || i > 0 && !slices.Contains(l.members, name) {
			continue
		}
		covered = true
		if missing = l.lacks(names); len(missing) == 0 {
			return true, nil
		}
	}
	return covered, missing
}

// lacks lists, sorted, the names that a lockfile does not hold.
func (l lock) lacks(names map[string]bool) []string {
	held := map[string]bool{}
	for _, n := range l.names {
		held[n] = true
	}
	var missing []string
	for n := range names {
		if !held[n] {
			missing = append(missing, n)
		}
	}
	slices.Sort(missing)
	return missing
}

// outOfDate is the gap of a manifest that asks for more than its lockfile holds.
func outOfDate(file repo.File, lockfile string, missing []string) gap {
	return open(file, "%s is out of date: it lacks %d dependencies of %s, the first: %.80q; write it again and commit it", lockfile, len(missing), file.Path, missing[0])
}
