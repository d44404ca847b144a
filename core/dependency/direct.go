package dependency

import (
	"context"
	"path"
	"strings"
)

// markDirect marks what a package.json names in those lockfiles of npm's peers
// that did not tell it. Another version of a named package is marked too.
func (s *scan) markDirect(ctx context.Context) {
	asked := map[string]map[string]bool{} // lockfile → names
	for i, p := range s.packages {
		switch path.Base(p.Path) {
		case "yarn.lock", "pnpm-lock.yaml", "bun.lock":
		default:
			continue
		}
		if s.bound[p.Path] {
			continue
		}
		names, known := asked[p.Path]
		if !known {
			names = s.askedBelow(ctx, path.Dir(p.Path))
			asked[p.Path] = names
		}
		s.packages[i].Direct = p.Direct || names[p.Name]
	}
}

// askedBelow are the packages that the manifests in and below a folder name.
func (s *scan) askedBelow(ctx context.Context, dir string) map[string]bool {
	names := map[string]bool{}
	for _, m := range s.manifestsBelow(ctx, dir) {
		for _, d := range m.dependencies {
			names[d.name] = true
			if real := aliased(d.specifier); real != "" {
				names[real] = true
			}
		}
	}
	return names
}

// manifestsBelow are the package.json files in and below a folder.
func (s *scan) manifestsBelow(ctx context.Context, dir string) []packageJSON {
	var all []packageJSON
	for _, file := range s.tree.Files() {
		if path.Base(file.Path) != "package.json" || installed(file.Path) || dir != "." && !strings.HasPrefix(file.Path, dir+"/") {
			continue
		}
		content, err := s.content(ctx, file)
		if err != nil {
			continue // the manifest's own gap tells
		}
		m, _ := readPackageJSON(content)
		all = append(all, m)
	}
	return all
}
