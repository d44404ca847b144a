package dependency

import (
	"context"
	"errors"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parseConanLock reads conan.lock of Conan 2, which lists references, and of
// Conan 1, which has a graph (https://docs.conan.io/2/tutorial/versioning/lockfiles.html).
func parseConanLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	out := found{lock: &lock{}}
	r := newJSON(content)
	known := false
	list := func(development bool) error {
		known = true
		return r.array(func() error {
			r.peek()
			line := r.line
			reference, err := r.textOr()
			if err == nil && reference != "" {
				out.packages = append(out.packages, conanPackage(file.Path, line, reference, development))
			}
			return err
		})
	}
	err := r.object(func(key string, _ int) error {
		switch {
		case r.peek() == '[' && (key == "requires" || key == "build_requires" || key == "python_requires"):
			return list(key != "requires")
		case key == "graph_lock" && r.peek() == '{':
			known = true
			return readConanGraph(r, file.Path, &out)
		}
		return r.skip()
	})
	if err == nil && !known {
		err = errors.New("it has neither requires nor a graph_lock; a file that conan lock wrote would be right")
	}
	return out, err
}

func readConanGraph(r *jsonReader, file string, out *found) error {
	return r.object(func(key string, _ int) error {
		if key != "nodes" || r.peek() != '{' {
			return r.skip()
		}
		return r.object(func(string, int) error {
			return r.object(func(key string, line int) error {
				if key != "ref" {
					return r.skip()
				}
				reference, err := r.textOr()
				// The project itself may be a node, as a path or a name without a version.
				if err == nil && strings.Contains(reference, "/") && !strings.HasPrefix(reference, "conanfile") {
					out.packages = append(out.packages, conanPackage(file, line, reference, false))
				}
				return err
			})
		})
	})
}

// conanPackage takes NAME/VERSION, which may go on with @USER/CHANNEL,
// #REVISION and %TIME.
func conanPackage(file string, line int, reference string, development bool) inventory.Package {
	plain, _, _ := strings.Cut(reference, "%")
	plain, _, _ = strings.Cut(plain, "#")
	plain, _, _ = strings.Cut(plain, "@")
	name, version, _ := strings.Cut(plain, "/")
	p := inventory.Package{Ecosystem: "ConanCenter", Name: name, Version: version, Path: file, Line: line, Development: development}
	if !advisory.IsVersion("ConanCenter", version) {
		p.Version, p.Requirement = "", version
	}
	return p
}
