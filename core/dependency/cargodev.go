package dependency

import (
	"context"
	"path"
	"strings"
)

// cargoDevelopment are the crates that the manifests in and below a folder name
// for tests and build scripts alone: a Cargo.lock does not say what a crate of
// the workspace needs another for.
func (s *scan) cargoDevelopment(ctx context.Context, dir string) map[string]bool {
	development, shipped := map[string]bool{}, map[string]bool{}
	for _, file := range s.tree.Files() {
		if path.Base(file.Path) != "Cargo.toml" || dir != "." && !strings.HasPrefix(file.Path, dir+"/") {
			continue
		}
		content, err := s.content(ctx, file)
		var doc struct {
			cargoDependencies
			Target map[string]cargoDependencies `toml:"target"`
		}
		if err != nil || decodeTOML(content, &doc) != nil {
			continue // the manifest's own gap tells
		}
		lists := []cargoDependencies{doc.cargoDependencies}
		for _, d := range doc.Target {
			lists = append(lists, d)
		}
		for _, d := range lists {
			realNames(d.Normal, shipped)
			realNames(d.Dev, development)
			realNames(d.Build, development)
		}
	}
	for name := range shipped {
		delete(development, name)
	}
	return development
}

// realNames adds the names that crates have in a registry, whatever they are
// renamed to.
func realNames(dependencies map[string]any, all map[string]bool) {
	for name, d := range dependencies {
		if table, ok := d.(map[string]any); ok {
			if renamed, ok := table["package"].(string); ok {
				name = renamed
			}
		}
		all[crateName(name)] = true
	}
}
