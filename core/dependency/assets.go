package dependency

import (
	"context"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// parseDepsJSON reads a program's .deps.json, which is the output of a build.
func parseDepsJSON(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	packages, projects, err := readDepsJSON(content, file.Path)
	return found{packages: packages, foreign: projects}, err
}

// parseAssets reads what a restore leaves: project.assets.json has its packages
// in the same shape, and names those that the project itself asks for.
func parseAssets(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	packages, projects, err := readDepsJSON(content, file.Path)
	if err != nil {
		return found{packages: packages, foreign: projects}, err
	}
	direct, err := askedFor(content)
	for i := range packages {
		packages[i].Direct = direct[strings.ToLower(packages[i].Name)]
	}
	return found{packages: packages, foreign: projects}, err
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
