package reach

import (
	"bytes"
	"context"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// leftOuts are files of the module that the analysis did not see, with what
// they import.
type leftOuts []leftOutFile

type leftOutFile struct {
	path    string
	imports []string
}

// leftOut finds the files that are built only with cgo, with a build tag or for
// another platform. Tests are in no build.
func leftOut(ctx context.Context, tree *repo.Tree, m *goModule, on platform) (leftOuts, error) {
	var left leftOuts
	for _, file := range tree.Files() {
		if !m.builds(tree, file.Path) {
			continue
		}
		content, err := tree.Read(ctx, file)
		if err != nil {
			return nil, fmt.Errorf("see what the analysis leaves out: %w", err)
		}
		imports, cgo := importsOf(content)
		if cgo || !on.builds(file.Path, content) {
			left = append(left, leftOutFile{file.Path, imports})
		}
	}
	return left, nil
}

// user is a file that imports a flawed package, or one above or below it, which
// often is a part of it.
func (l leftOuts) user(f Flaw) (path string, ok bool) {
	flawed := f.Imports
	if len(flawed) == 0 {
		flawed = []advisory.Import{{Path: f.Module}}
	}
	for _, file := range l {
		if slices.ContainsFunc(file.imports, func(i string) bool {
			return slices.ContainsFunc(flawed, func(a advisory.Import) bool { return below(i, a.Path) || below(a.Path, i) })
		}) {
			return file.path, true
		}
	}
	return "", false
}

// builds says whether a file can be part of the module's own packages: what lies
// in modules of their own, in vendor and testdata and behind a dot or underscore
// is not.
func (m *goModule) builds(tree *repo.Tree, name string) bool {
	if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
		return false
	}
	inside := name
	if m.folder != "" {
		var ok bool
		if inside, ok = strings.CutPrefix(name, m.folder+"/"); !ok {
			return false
		}
	}
	for folder := path.Dir(inside); folder != "."; folder = path.Dir(folder) {
		base := path.Base(folder)
		if base == "vendor" || base == "testdata" || base[0] == '.' || base[0] == '_' {
			return false
		}
		if _, own := tree.Find(path.Join(m.folder, folder, "go.mod")); own {
			return false
		}
	}
	return true
}

// builds says whether the platform's build takes the file, by its name and its
// constraints.
func (p platform) builds(name string, content []byte) bool {
	with := build.Default
	with.GOOS, with.GOARCH, with.CgoEnabled, with.BuildTags = p.os, p.arch, false, nil
	with.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	match, err := with.MatchFile(path.Dir(name), path.Base(name))
	return match || err != nil // what cannot be read is an error of the analysis too
}

func importsOf(content []byte) (paths []string, cgo bool) {
	file, _ := parser.ParseFile(token.NewFileSet(), "", content, parser.ImportsOnly)
	if file == nil {
		return nil, false
	}
	for _, spec := range file.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, name)
			cgo = cgo || name == "C"
		}
	}
	return paths, cgo
}
