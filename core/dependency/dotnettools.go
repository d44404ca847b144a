package dependency

import (
	"context"
	"path"

	"github.com/tidwall/jsonc"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// isToolManifest knows the two places of dotnet-tools.json.
func isToolManifest(file string) bool { return path.Base(file) == "dotnet-tools.json" }

// parseToolManifest reads the local tools of .NET, packages of NuGet that a
// build runs: tools → name → version
// (https://learn.microsoft.com/dotnet/core/tools/local-tools-how-to-use).
func parseToolManifest(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var out found
	r := newJSON(content)
	err := r.object(func(key string, _ int) error {
		if key != "tools" || r.peek() != '{' {
			return r.skip()
		}
		return r.object(func(name string, line int) error {
			version := ""
			err := r.members(func(field string) (err error) {
				if field != "version" {
					return r.skip()
				}
				version, err = r.textOr()
				return err
			})
			out.add(file.Path, line, name, version)
			return err
		})
	})
	return out, err
}

// parseGlobalJSON reads the SDKs that MSBuild takes from NuGet: msbuild-sdks →
// name → version (https://learn.microsoft.com/visualstudio/msbuild/how-to-use-project-sdk).
// The file may hold comments.
func parseGlobalJSON(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	var out found
	r := newJSON(jsonc.ToJSON(content))
	err := r.object(func(key string, _ int) error {
		if key != "msbuild-sdks" || r.peek() != '{' {
			return r.skip()
		}
		return r.object(func(name string, line int) error {
			version, err := r.textOr()
			out.add(file.Path, line, name, version)
			return err
		})
	})
	return out, err
}

// add notes a package that only a build needs.
func (f *found) add(file string, line int, name, version string) {
	p := nugetPackage(file, line, name, version, true)
	p.Development = true
	f.packages = append(f.packages, p)
}
