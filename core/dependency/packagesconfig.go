package dependency

import (
	"context"
	"errors"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// parsePackagesConfig reads NuGet's older list, which holds all packages, the
// transitive ones too, without saying which those are
// (https://learn.microsoft.com/nuget/reference/packages-config).
func parsePackagesConfig(ctx context.Context, s *scan, file repo.File, _ []byte) (found, error) {
	root, err := s.document(ctx, file)
	if err != nil {
		return found{}, err
	}
	if root.name != "packages" {
		return found{}, errors.New("it has no packages; a file that NuGet wrote would be right")
	}
	out := found{lock: &lock{}}
	for _, p := range root.children {
		if p.name != "package" {
			continue
		}
		q := nugetPackage(file.Path, p.line, p.attribute("id"), p.attribute("version"), false)
		q.Development = p.attribute("developmentDependency") == "true"
		out.packages = append(out.packages, q)
	}
	return out, nil
}
