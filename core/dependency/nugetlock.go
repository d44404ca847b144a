package dependency

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// isNuGetLock knows packages.lock.json and the packages.PROJECT.lock.json that
// NuGet also reads.
func isNuGetLock(file string) bool {
	base := strings.ToLower(path.Base(file))
	return base == "packages.lock.json" || strings.HasPrefix(base, "packages.") && strings.HasSuffix(base, ".lock.json")
}

func parseNuGetLock(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	out := found{lock: &lock{}}
	r := newJSON(content)
	versioned := false
	b := bonds{key: byLowerName, needs: map[string][]string{}}
	err := r.object(func(key string, _ int) error {
		if key == "version" {
			versioned = true
		}
		if key != "dependencies" {
			return r.skip()
		}
		return r.object(func(_ string, _ int) error { // a target framework
			return r.object(func(name string, line int) error {
				kind, resolved, needs, err := readNuGetEntry(r)
				b.add(strings.ToLower(name), needs)
				if strings.EqualFold(kind, "Direct") {
					b.production = append(b.production, strings.ToLower(name))
				}
				if err == nil && !strings.EqualFold(kind, "Project") {
					out.packages = append(out.packages, nugetPackage(file.Path, line, name, resolved, strings.EqualFold(kind, "Direct")))
					out.lock.names = append(out.lock.names, strings.ToLower(name))
				}
				return err
			})
		})
	})
	if err == nil {
		err = r.end()
	}
	if err == nil && !versioned {
		err = r.fail("a member \"version\"")
	}
	b.trace(out.packages)
	slices.Sort(out.lock.names)
	return out, err
}

func readNuGetEntry(r *jsonReader) (kind, resolved string, needs []string, err error) {
	err = r.object(func(key string, _ int) (err error) {
		switch key {
		case "type":
			kind, err = r.textOr()
		case "resolved":
			resolved, err = r.textOr()
		case "dependencies":
			needs, err = r.keys()
		default:
			err = r.skip()
		}
		return err
	})
	return kind, resolved, needs, err
}

// nugetPackage takes a version as a project or lockfile writes it. A plain
// version is a minimum, which restores to just that; [1.2.3] is exact. Ranges
// and floating versions stay open.
func nugetPackage(file string, line int, name, version string, direct bool) inventory.Package {
	p := inventory.Package{Ecosystem: "NuGet", Name: name, Path: file, Line: line, Direct: direct}
	exact := strings.TrimSpace(version)
	if strings.HasPrefix(exact, "[") && strings.HasSuffix(exact, "]") && !strings.Contains(exact, ",") {
		exact = strings.TrimSpace(exact[1 : len(exact)-1])
	}
	if advisory.IsVersion("NuGet", exact) {
		p.Version = exact
	} else {
		p.Requirement = version
	}
	return p
}
