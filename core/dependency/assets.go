package dependency

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parseDepsJSON reads a program's .deps.json, which is the output of a build.
func parseDepsJSON(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	packages, projects, err := readDepsJSON(content, file.Path)
	if err != nil {
		return found{packages: packages, foreign: projects}, err
	}
	b, err := targetBonds(content)
	published := map[string]bool{}
	for _, p := range packages {
		published[b.key(p)] = true
	}
	for _, key := range slices.Sorted(maps.Keys(b.needs)) { // the program, and projects that went into it
		if !published[key] {
			b.production = append(b.production, b.needs[key]...)
		}
	}
	b.trace(packages)
	return found{packages: packages, foreign: projects}, err
}

// parseAssets reads what a restore leaves: project.assets.json has its packages
// in the same shape, and names those that the project itself asks for.
func parseAssets(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	packages, projects, err := readDepsJSON(content, file.Path)
	if err != nil {
		return found{packages: packages, foreign: projects}, err
	}
	b, err := targetBonds(content)
	direct, failed := askedFor(content)
	b.production = slices.Sorted(maps.Keys(direct))
	b.trace(packages)
	return found{packages: packages, foreign: projects}, errors.Join(err, failed)
}

func byLowerName(p inventory.Package) string { return strings.ToLower(p.Name) }

// targetBonds reads targets: framework → "NAME/VERSION" → dependencies.
func targetBonds(content []byte) (bonds, error) {
	b := bonds{key: byLowerName, needs: map[string][]string{}}
	r := newJSON(content)
	err := r.object(func(key string, _ int) error {
		if key != "targets" {
			return r.skip()
		}
		return r.members(func(string) error { // a framework
			return r.members(func(library string) error {
				name := strings.ToLower(before(library, "/"))
				return r.members(func(field string) error {
					if field != "dependencies" {
						return r.skip()
					}
					names, err := r.keys()
					b.add(name, names)
					return err
				})
			})
		})
	})
	return b, err
}

// add notes what a NuGet package needs; frameworks repeat each other.
func (b *bonds) add(name string, needs []string) {
	for _, n := range needs {
		if n = strings.ToLower(n); !slices.Contains(b.needs[name], n) {
			b.needs[name] = append(b.needs[name], n)
		}
	}
}

// askedFor reads projectFileDependencyGroups: framework → ["NAME >= VERSION"].
func askedFor(content []byte) (map[string]bool, error) {
	direct := map[string]bool{}
	r := newJSON(content)
	err := r.object(func(key string, _ int) error {
		if key != "projectFileDependencyGroups" || r.peek() != '{' {
			return r.skip()
		}
		return r.object(func(string, int) error {
			return r.array(func() error {
				text, err := r.textOr()
				name, _, _ := strings.Cut(text, " ")
				direct[strings.ToLower(name)] = true
				return err
			})
		})
	})
	return direct, err
}
