package dependency

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// npmLock is a package-lock.json: versions 2 and 3 have packages, by folder;
// version 1 has dependencies, nested. Version 2 has both, and packages win
// (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json).
type npmLock struct {
	path       string
	version    bool
	hasFolders bool
	folders    []npmEntry
	tree       []npmEntry
	roots      map[string]map[string]bool // folder of the root or a workspace → what it asks for
}

type npmEntry struct {
	folder, name, version, resolved string
	line                            int
	link, development, top          bool
}

func parseNPMLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	l := npmLock{path: file.Path, roots: map[string]map[string]bool{}}
	err := l.read(newJSON(content))
	if err == nil && !l.version {
		err = errors.New("line 1: it has no lockfileVersion; a file that npm wrote would be right")
	}
	if l.hasFolders {
		return l.fromFolders(), err
	}
	return l.fromTree(directNames(ctx, s, file)), err
}

func (l *npmLock) read(r *jsonReader) error {
	err := r.object(func(key string, _ int) error {
		switch {
		case key == "lockfileVersion":
			l.version = true
			return r.skip()
		case key == "packages" && r.peek() == '{':
			l.hasFolders = true
			return r.object(func(folder string, line int) error { return l.readFolder(r, folder, line) })
		case key == "dependencies" && r.peek() == '{':
			return l.readTree(r, true)
		default:
			return r.skip()
		}
	})
	if err != nil {
		return err
	}
	return r.end()
}

func (l *npmLock) readFolder(r *jsonReader, folder string, line int) error {
	if r.peek() != '{' {
		return r.fail("an object for each package")
	}
	e := npmEntry{folder: folder, line: line}
	workspace := !strings.Contains("/"+folder, "/node_modules/")
	asks := map[string]bool{}
	err := r.object(func(key string, _ int) (err error) {
		switch key {
		case "name":
			e.name, err = r.textOr()
		case "version":
			e.version, err = r.textOr()
		case "resolved":
			e.resolved, err = r.textOr()
		case "link":
			e.link, err = r.flag()
		case "dev":
			e.development, err = r.flag()
		case "dependencies", "devDependencies", "optionalDependencies", "peerDependencies":
			if !workspace {
				return r.skip()
			}
			names, err := r.keys()
			for _, n := range names {
				asks[n] = true
			}
			return err
		default:
			return r.skip()
		}
		return err
	})
	switch {
	case workspace:
		l.roots[folder] = asks
	case err == nil:
		l.folders = append(l.folders, e)
	}
	return err
}

func (l *npmLock) readTree(r *jsonReader, top bool) error {
	return r.object(func(name string, line int) error {
		if r.peek() != '{' {
			return r.fail("an object for each package")
		}
		e := npmEntry{name: name, line: line, top: top}
		err := r.object(func(key string, _ int) (err error) {
			switch {
			case key == "version":
				e.version, err = r.textOr()
			case key == "dev":
				e.development, err = r.flag()
			case key == "dependencies" && r.peek() == '{':
				err = l.readTree(r, false)
			default:
				err = r.skip()
			}
			return err
		})
		if err == nil {
			l.tree = append(l.tree, e)
		}
		return err
	})
}

func (l *npmLock) fromFolders() found {
	out := found{lock: &lock{}}
	anyone := map[string]bool{} // packages of all workspaces are hoisted to the top
	for folder, asks := range l.roots {
		if folder != "" {
			out.lock.members = append(out.lock.members, folder)
		}
		for n := range asks {
			anyone[n] = true
		}
	}
	slices.Sort(out.lock.members)
	for _, e := range l.folders {
		if e.link {
			continue // the folder it points to has an entry of its own
		}
		if isForeign(e.resolved) {
			out.foreign++
			continue
		}
		place := strings.LastIndex("/"+e.folder, "/node_modules/")
		parent, alias := strings.TrimSuffix(e.folder[:place], "/"), e.folder[place+len("node_modules/"):]
		direct := anyone[alias]
		if parent != "" {
			direct = l.roots[parent][alias]
		}
		name := e.name // set when the folder bears another name: an npm: alias
		if name == "" {
			name = alias
		}
		out.packages = append(out.packages, npmPackage(l.path, name, e, direct))
	}
	return out
}

func (l *npmLock) fromTree(direct map[string]bool) found {
	out := found{lock: &lock{}}
	for _, e := range l.tree {
		name := e.name
		if real, aliased := strings.CutPrefix(e.version, "npm:"); aliased {
			if at := strings.LastIndexByte(real, '@'); at > 0 {
				name, e.version = real[:at], real[at+1:]
			}
		}
		if isForeign(e.version) {
			out.foreign++
			continue
		}
		out.packages = append(out.packages, npmPackage(l.path, name, e, e.top && direct[e.name]))
	}
	return out
}

func npmPackage(file, name string, e npmEntry, direct bool) inventory.Package {
	p := inventory.Package{
		Ecosystem: "npm", Name: name, Version: e.version, Path: file, Line: e.line,
		Direct: direct, Development: e.development,
	}
	if !advisory.IsVersion("npm", p.Version) {
		p.Version, p.Requirement = "", p.Version
	}
	return p
}

// isForeign says that a specifier points to git, a folder or an address instead
// of a registry's version. A resolved address over https is a registry's; npm
// leaves it out when omit-lockfile-registry-resolved is set.
func isForeign(specifier string) bool {
	for _, prefix := range []string{"git+", "git:", "git@", "file:", "link:", "github:", "gitlab:", "bitbucket:", "workspace:"} {
		if strings.HasPrefix(specifier, prefix) {
			return true
		}
	}
	return false
}

// directNames reads what the package.json beside a version 1 lockfile asks for.
func directNames(ctx context.Context, s *scan, file repo.File) map[string]bool {
	names := map[string]bool{}
	manifest, ok := s.tree.Find(sibling(file.Path, "package.json"))
	if !ok {
		return names
	}
	content, err := s.content(ctx, manifest)
	if err != nil {
		return names // the manifest's own gap tells
	}
	m, _ := readPackageJSON(content)
	for _, d := range m.dependencies {
		names[d.name] = true
	}
	return names
}

// packageJSON is the part of a package.json that says what it needs.
type packageJSON struct {
	dependencies []npmDependency
	workspaces   bool
}

type npmDependency struct{ name, specifier string }

func readPackageJSON(content []byte) (m packageJSON, err error) {
	r := newJSON(content)
	err = r.object(func(key string, _ int) error {
		switch key {
		case "dependencies", "devDependencies", "optionalDependencies":
			if r.peek() != '{' {
				return r.skip()
			}
			return r.object(func(name string, _ int) error {
				specifier, err := r.textOr()
				m.dependencies = append(m.dependencies, npmDependency{name, specifier})
				return err
			})
		case "workspaces":
			m.workspaces = true
		}
		return r.skip()
	})
	if err == nil {
		err = r.end()
	}
	return m, err
}

func parsePackageJSON(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	m, err := readPackageJSON(content)
	if err != nil {
		return found{}, err
	}
	asked := 0
	for _, d := range m.dependencies {
		if !isForeign(d.specifier) {
			asked++
		}
	}
	if asked == 0 || s.npmLocked(ctx, file) {
		return found{}, nil
	}
	return found{gaps: []gap{open(file, "%s asks for %d packages and no lockfile settles their versions; commit the package-lock.json that npm install writes", file.Path, asked)}}, nil
}

// npmLocked looks for a lockfile beside the manifest, or above it when that one
// covers a workspace with the manifest in it. Lockfiles of other package
// managers count too: each is a gap of its own.
func (s *scan) npmLocked(ctx context.Context, file repo.File) bool {
	for i, dir := range ancestors(file.Path) {
		for _, name := range []string{"package-lock.json", "npm-shrinkwrap.json"} {
			l, ok := s.locks[path.Join(dir, name)]
			if ok && (i == 0 || slices.Contains(l.members, relative(dir, path.Dir(file.Path)))) {
				return true
			}
		}
		for _, name := range []string{"yarn.lock", "bun.lock", "bun.lockb", "pnpm-lock.yaml"} {
			if _, ok := s.tree.Find(path.Join(dir, name)); ok && (i == 0 || s.hasWorkspaces(ctx, dir)) {
				return true
			}
		}
	}
	return false
}

func (s *scan) hasWorkspaces(ctx context.Context, dir string) bool {
	if _, ok := s.tree.Find(path.Join(dir, "pnpm-workspace.yaml")); ok {
		return true
	}
	manifest, ok := s.tree.Find(path.Join(dir, "package.json"))
	if !ok {
		return false
	}
	content, err := s.content(ctx, manifest)
	if err != nil {
		return false
	}
	m, _ := readPackageJSON(content)
	return m.workspaces
}

// relative is the folder as seen from dir, which is one of its ancestors.
func relative(dir, folder string) string {
	if dir == "." {
		return folder
	}
	return strings.TrimPrefix(folder, dir+"/")
}
