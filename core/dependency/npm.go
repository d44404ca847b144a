package dependency

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// npmLock is a package-lock.json: versions 2 and 3 have packages, by folder;
// version 1 has dependencies, nested. Version 2 has both, which agree; what only
// one of them holds counts too
// (https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json).
type npmLock struct {
	path    string
	version bool
	folders []npmEntry
	tree    []npmEntry
	roots   map[string]map[string]string // folder of the root or a workspace → what it asks for, by name
}

type npmEntry struct {
	folder, name, version, resolved string
	license                         string
	needs                           []string
	line                            int
	link, development, top          bool
}

func parseNPMLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	l := npmLock{path: file.Path, roots: map[string]map[string]string{}}
	err := l.read(newJSON(content))
	if err == nil && !l.version {
		err = errors.New("line 1: it has no lockfileVersion; a file that npm wrote would be right")
	}
	if len(l.roots)+len(l.folders) == 0 {
		return l.fromTree(directNames(ctx, s, file)), err
	}
	out := l.fromFolders()
	if len(l.tree) > 0 {
		out.packages = union(out.packages, l.fromTree(directNames(ctx, s, file)).packages)
	}
	return out, err
}

func (l *npmLock) read(r *jsonReader) error {
	err := r.object(func(key string, _ int) error {
		switch {
		case key == "lockfileVersion":
			l.version = true
			return r.skip()
		case key == "packages" && r.peek() == '{':
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
	asks := map[string]string{}
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
		case "license":
			e.license, err = r.textOr()
		case "dependencies", "devDependencies", "optionalDependencies", "peerDependencies":
			if !workspace {
				names, err := r.keys()
				e.needs = append(e.needs, names...)
				return err
			}
			return r.members(func(name string) error {
				specifier, err := r.textOr()
				if _, asked := asks[name]; !asked || key != "peerDependencies" {
					asks[name] = specifier
				}
				return err
			})
		default:
			return r.skip()
		}
		return err
	})
	switch {
	case workspace:
		l.roots[folder] = asks
	case err == nil && len(l.folders) == maxPackages:
		return errTooMany
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
		if err == nil && len(l.tree) == maxPackages {
			err = errTooMany
		}
		if err == nil {
			l.tree = append(l.tree, e)
		}
		return err
	})
}

func (l *npmLock) fromFolders() found {
	out := found{lock: &lock{asked: l.roots}, packages: make([]inventory.Package, 0, len(l.folders))}
	ways := l.ways()
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
		place := strings.LastIndex("/"+e.folder, "/node_modules/")
		parent, alias := strings.TrimSuffix(e.folder[:place], "/"), e.folder[place+len("node_modules/"):]
		if _, member := l.roots[parent]; (member || parent == "") && anyone[alias] {
			out.lock.names = append(out.lock.names, alias)
		}
		if e.link && !e.fromRegistry() {
			continue // the folder it points to has an entry of its own
		}
		if isForeign(e.resolved) {
			out.foreign++
			continue
		}
		direct := anyone[alias]
		if parent != "" {
			_, direct = l.roots[parent][alias]
		}
		name := e.name // set when the folder bears another name: an npm: alias
		if name == "" {
			name = alias
		}
		p := npmPackage(l.path, name, e, direct)
		if !direct {
			p.Via = ways[e.folder]
		}
		out.packages = append(out.packages, p)
	}
	slices.Sort(out.lock.names)
	return out
}

// fromRegistry says that an entry names a published version, which a link that
// npm wrote never does.
func (e npmEntry) fromRegistry() bool {
	return e.version != "" && (strings.HasPrefix(e.resolved, "https://") || strings.HasPrefix(e.resolved, "http://"))
}

// union adds those of more to packages whose name and version they do not hold.
func union(packages, more []inventory.Package) []inventory.Package {
	type identity struct{ name, version, requirement string }
	known := make(map[identity]bool, len(packages))
	for _, p := range packages {
		known[identity{p.Name, p.Version, p.Requirement}] = true
	}
	for _, p := range more {
		if !known[identity{p.Name, p.Version, p.Requirement}] {
			packages = append(packages, p)
		}
	}
	return packages
}

func (l *npmLock) fromTree(direct map[string]bool) found {
	out := found{lock: &lock{}}
	for _, e := range l.tree {
		name := e.name
		if e.top {
			out.lock.names = append(out.lock.names, name)
		}
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
	slices.Sort(out.lock.names)
	return out
}

func npmPackage(file, name string, e npmEntry, direct bool) inventory.Package {
	p := inventory.Package{
		Ecosystem: "npm", Name: name, Version: e.version, Path: file, Line: e.line,
		Direct: direct, Development: e.development, License: e.license,
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
