package dependency

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// packageJSON is the part of a package.json that says what it needs.
type packageJSON struct {
	dependencies []npmDependency
	name         string
	workspaces   bool
}

type npmDependency struct {
	name, specifier string
	development     bool
}

func readPackageJSON(content []byte) (m packageJSON, err error) {
	r := newJSON(content)
	err = r.object(func(key string, _ int) (err error) {
		switch key {
		case "dependencies", "devDependencies", "optionalDependencies":
			if r.peek() != '{' {
				return r.skip()
			}
			return r.object(func(name string, _ int) error {
				specifier, err := r.textOr()
				m.dependencies = append(m.dependencies, npmDependency{name, specifier, key == "devDependencies"})
				return err
			})
		case "name":
			m.name, err = r.textOr()
			return err
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
	if asked == 0 {
		return found{}, nil
	}
	lockfile, ok := s.npmLocked(ctx, file)
	if !ok {
		return found{gaps: []finding.Gap{open(file, "%s asks for %d packages and no lockfile settles their versions; commit the package-lock.json that npm install writes", file.Path, asked)}}, nil
	}
	if missing := s.npmMissing(ctx, lockfile, m.dependencies); len(missing) > 0 {
		return found{gaps: []finding.Gap{open(file, "%s asks for %d packages that %s does not hold, the first: %.80q; install again and commit the lockfile", file.Path, len(missing), lockfile, missing[0])}}, nil
	}
	if changed := s.npmChanged(lockfile, file, m.dependencies); changed != "" {
		return found{gaps: []finding.Gap{open(file, "%s was made for another %s: %s; install again and commit the lockfile", lockfile, file.Path, changed)}}, nil
	}
	return found{}, nil
}

// npmChanged is the first range that an npm lockfile recorded otherwise than the
// manifest has it now; empty when all agree, or the lockfile records none.
func (s *scan) npmChanged(lockfile string, file repo.File, asked []npmDependency) string {
	recorded := s.locks[lockfile].asked[strings.TrimPrefix(relative(path.Dir(lockfile), path.Dir(file.Path)), ".")]
	for _, d := range asked {
		if was, ok := recorded[d.name]; ok && was != d.specifier {
			return fmt.Sprintf("it has %.80q at %.40q, and the manifest asks for %.40q", d.name, was, d.specifier)
		}
	}
	return ""
}

// npmLocked looks for a lockfile beside the manifest, or above it when that one
// covers a workspace with the manifest in it. Lockfiles of other package
// managers count too.
func (s *scan) npmLocked(ctx context.Context, file repo.File) (lockfile string, ok bool) {
	for i, dir := range ancestors(file.Path) {
		for _, name := range []string{"package-lock.json", "npm-shrinkwrap.json"} {
			lockfile = path.Join(dir, name)
			l, ok := s.locks[lockfile]
			if ok && (i == 0 || slices.Contains(l.members, relative(dir, path.Dir(file.Path)))) {
				return lockfile, true
			}
		}
		for _, name := range []string{"yarn.lock", "bun.lock", "bun.lockb", "pnpm-lock.yaml"} {
			lockfile = path.Join(dir, name)
			if _, ok := s.tree.Find(lockfile); ok && (i == 0 || s.hasWorkspaces(ctx, dir)) {
				return lockfile, true
			}
		}
	}
	return "", false
}

// npmMissing are the names that a manifest asks for and its lockfile does not
// hold, in the manifest's order. A lockfile that was not read is a gap already.
func (s *scan) npmMissing(ctx context.Context, lockfile string, asked []npmDependency) []string {
	l, ok := s.locks[lockfile]
	if !ok {
		return nil
	}
	npm := strings.HasSuffix(lockfile, ".json")
	names := l.names
	if !npm {
		names = s.namesIn(ctx, lockfile)
	}
	var missing []string
	for _, d := range asked {
		if isLocalSpecifier(d.specifier) || !npm && isSource(d.specifier) {
			continue
		}
		_, held := slices.BinarySearch(names, d.name)
		if real := aliased(d.specifier); !npm && real != "" {
			_, target := slices.BinarySearch(names, real)
			held = held || target
		}
		if !held {
			missing = append(missing, d.name)
		}
	}
	return missing
}

// namesIn are the packages that were read from a lockfile, and the workspace's
// own, which Yarn 1 leaves out of it; sorted.
func (s *scan) namesIn(ctx context.Context, lockfile string) []string {
	if names, known := s.npmNames[lockfile]; known {
		return names
	}
	var names []string
	for _, p := range s.packages {
		if p.Path == lockfile {
			names = append(names, p.Name)
		}
	}
	dir := path.Dir(lockfile)
	for _, file := range s.tree.Files() {
		if path.Base(file.Path) != "package.json" || installed(file.Path) || dir != "." && !strings.HasPrefix(file.Path, dir+"/") {
			continue
		}
		content, err := s.content(ctx, file)
		if err != nil {
			continue // the manifest's own gap tells
		}
		if m, err := readPackageJSON(content); err == nil && m.name != "" {
			names = append(names, m.name)
		}
	}
	slices.Sort(names)
	if s.npmNames == nil {
		s.npmNames = map[string][]string{}
	}
	s.npmNames[lockfile] = names
	return names
}

func isLocalSpecifier(specifier string) bool {
	for _, prefix := range []string{"workspace:", "file:", "link:", "portal:"} {
		if strings.HasPrefix(specifier, prefix) {
			return true
		}
	}
	return false
}

// isSource says that a specifier points to a folder or to git, which the names
// of the other package managers' lockfiles do not tell.
func isSource(specifier string) bool {
	if isForeign(specifier) {
		return true
	}
	for _, prefix := range []string{"npm:", "patch:", "catalog:", "https://", "http://"} {
		if strings.HasPrefix(specifier, prefix) {
			return strings.Contains(specifier, ".git#") || strings.HasSuffix(specifier, ".git")
		}
	}
	return strings.Contains(specifier, "/")
}

// aliased is the package that an npm: specifier names; empty for any other.
func aliased(specifier string) string {
	real, ok := strings.CutPrefix(specifier, "npm:")
	if at := strings.LastIndexByte(real, '@'); ok && at > 0 {
		return real[:at]
	}
	if !ok {
		return ""
	}
	return real
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
