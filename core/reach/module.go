package reach

import (
	"context"
	"fmt"
	"path"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// goModule is what a go.mod, and the go.work that holds for it, say of the build.
type goModule struct {
	folder   string // slash-separated, below the tree's base
	path     string
	work     string // the go.work that lists it, below the tree's base; empty: none
	vendored bool   // the build takes modules from the vendor folder
	replaced []*modfile.Replace
}

func readModule(ctx context.Context, tree *repo.Tree, folder string) (*goModule, error) {
	name := path.Join(folder, "go.mod")
	content, err := read(ctx, tree, name)
	if err != nil {
		return nil, err
	}
	mod, err := modfile.Parse(name, content, nil)
	if err != nil || mod.Module == nil {
		return nil, fmt.Errorf("%s does not name its module", name)
	}
	m := &goModule{folder: folder, path: mod.Module.Mod.Path}
	if err := m.replace(name, mod.Replace); err != nil {
		return nil, err
	}
	if err := m.findWork(ctx, tree); err != nil {
		return nil, err
	}
	_, m.vendored = tree.Find(path.Join(m.root(), "vendor/modules.txt"))
	return m, nil
}

// root is the folder whose vendor folder counts.
func (m *goModule) root() string {
	if m.work != "" {
		return path.Dir(m.work)
	}
	return m.folder
}

func read(ctx context.Context, tree *repo.Tree, name string) ([]byte, error) {
	file, ok := tree.Find(name)
	if !ok {
		return nil, fmt.Errorf("there is no %s", name)
	}
	return tree.Read(ctx, file)
}

// findWork looks for the nearest go.work from the module upwards, inside the
// tree. One that does not list the module does not hold for it.
func (m *goModule) findWork(ctx context.Context, tree *repo.Tree) error {
	for folder := path.Join(".", m.folder); ; folder = path.Dir(folder) {
		name := path.Join(folder, "go.work")
		if _, ok := tree.Find(name); ok {
			return m.readWork(ctx, tree, name)
		}
		if folder == "." {
			return nil
		}
	}
}

func (m *goModule) readWork(ctx context.Context, tree *repo.Tree, name string) error {
	content, err := read(ctx, tree, name)
	if err != nil {
		return err
	}
	work, err := modfile.ParseWork(name, content, nil)
	if err != nil {
		return fmt.Errorf("%s cannot be read", name)
	}
	for _, use := range work.Use {
		if path.Join(path.Dir(name), use.Path) == path.Join(".", m.folder) {
			m.work = name
		}
	}
	if m.work == "" {
		return nil
	}
	for _, use := range work.Use {
		if !inTree(name, use.Path) {
			return fmt.Errorf("%s uses %q, which lies outside of the examined tree", name, use.Path)
		}
	}
	return m.replace(name, work.Replace)
}

// replace takes in the replacements of a file. One by a folder outside of the tree
// would have the toolchain read what nobody examines, on Windows from another
// machine.
func (m *goModule) replace(file string, list []*modfile.Replace) error {
	for _, r := range list {
		if r.New.Version == "" && !inTree(file, r.New.Path) {
			return fmt.Errorf("%s replaces %s by %q, which lies outside of the examined tree", file, r.Old.Path, r.New.Path)
		}
		m.replaced = append(m.replaced, r)
	}
	return nil
}

// inTree says whether a folder that a file of the tree names lies in the tree.
func inTree(file, folder string) bool {
	clean := path.Join(path.Dir(file), folder)
	return !path.IsAbs(folder) && !strings.ContainsAny(folder, `\:`) && clean != ".." && !strings.HasPrefix(clean, "../")
}

// renames says whether the module is the content of another one, whose packages
// then have other import paths than the advisory says.
func (m *goModule) renames(module string) bool {
	for _, r := range m.replaced {
		if r.New.Path == module && r.Old.Path != module {
			return true
		}
	}
	return false
}

// below says whether a package belongs to a module of that path.
func below(pkg, module string) bool {
	return pkg == module || strings.HasPrefix(pkg, module+"/")
}
