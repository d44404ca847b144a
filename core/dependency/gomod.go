package dependency

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parseGoMod reads the modules that a go.mod requires, with its replacements.
// The go line is not a package: it is a minimum, and which standard library is
// linked in depends on the toolchain that builds.
func parseGoMod(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	mod, err := modfile.Parse(file.Path, content, nil)
	if err != nil {
		return found{}, firstError(err)
	}
	replaced := replacements(mod)
	var out found
	seen := map[module.Version]bool{}
	for _, r := range mod.Require {
		version, line := r.Mod, r.Syntax.Start.Line
		seen[version] = true
		if by, ok := replaced(version); ok {
			version, line = by.New, by.Syntax.Start.Line
		}
		if version.Version == "" { // replaced by a folder
			out.foreign++
			continue
		}
		out.packages = append(out.packages, inventory.Package{
			Ecosystem: "Go", Name: version.Path, Version: version.Version, Path: file.Path, Line: line, Direct: !r.Indirect,
		})
	}
	if !prunes(mod) {
		err = s.addSums(ctx, file, seen, replaced, &out)
	}
	return out, err
}

func firstError(err error) error {
	if list, ok := err.(modfile.ErrorList); ok && len(list) > 0 {
		return fmt.Errorf("line %d: %w", list[0].Pos.Line, list[0].Err)
	}
	return err
}

// replacements finds the replacement of a module: one for its version before
// one for all versions.
func replacements(mod *modfile.File) func(module.Version) (*modfile.Replace, bool) {
	byVersion := map[module.Version]*modfile.Replace{}
	for _, r := range mod.Replace {
		byVersion[r.Old] = r
	}
	return func(v module.Version) (*modfile.Replace, bool) {
		if r, ok := byVersion[v]; ok {
			return r, true
		}
		r, ok := byVersion[module.Version{Path: v.Path}]
		return r, ok
	}
}

// prunes says whether the file lists indirect modules too, which it does from
// go 1.17 on (https://go.dev/ref/mod#graph-pruning).
func prunes(mod *modfile.File) bool {
	return mod.Go != nil && semver.Compare("v"+mod.Go.Version, "v1.17") >= 0
}

// addSums takes the indirect modules of an old go.mod from the go.sum beside
// it: those whose content, not only whose go.mod, has a hash.
func (s *scan) addSums(ctx context.Context, file repo.File, seen map[module.Version]bool, replaced func(module.Version) (*modfile.Replace, bool), out *found) error {
	sums, ok := s.tree.Find(sibling(file.Path, "go.sum"))
	if !ok {
		if len(out.packages) > 0 {
			out.gaps = append(out.gaps, open(file, "%s is for a Go before 1.17 and does not list indirect modules; run 'go mod tidy -go=1.17' or newer, or commit go.sum", file.Path))
		}
		return nil
	}
	content, err := s.content(ctx, sums)
	if err != nil {
		return err
	}
	number := 0
	for line := range bytes.Lines(content) {
		number++
		fields := strings.Fields(string(line))
		if len(fields) != 3 || strings.HasSuffix(fields[1], "/go.mod") {
			continue
		}
		version := module.Version{Path: fields[0], Version: fields[1]}
		if _, gone := replaced(version); gone || seen[version] {
			continue
		}
		out.packages = append(out.packages, inventory.Package{
			Ecosystem: "Go", Name: version.Path, Version: version.Version, Path: sums.Path, Line: number,
		})
	}
	return nil
}
