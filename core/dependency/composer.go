package dependency

import (
	"context"
	"errors"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// composerLock is what a composer.lock holds
// (https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control).
type composerLock struct {
	path  string
	found found
	needs map[string][]string
	lists int // of packages that the file has
}

// parseComposerLock reads composer.lock. Every package has the commit that its
// version stands at, which does not make it one from git: those of Packagist do
// too. What is copied from a folder of the project is not published.
func parseComposerLock(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	l := composerLock{path: file.Path, found: found{lock: &lock{}}, needs: map[string][]string{}}
	r := newJSON(content)
	err := r.object(func(key string, _ int) error {
		if key != "packages" && key != "packages-dev" || r.peek() == 'n' { // old Composers write null for none
			return r.skip()
		}
		l.lists++
		return r.array(func() error { return l.read(r, key == "packages-dev") })
	})
	if err == nil {
		err = r.end()
	}
	if err == nil && l.lists == 0 {
		err = errors.New("it has no packages; a file that Composer wrote would be right")
	}
	b := bonds{key: func(p inventory.Package) string { return strings.ToLower(p.Name) }, needs: l.needs}
	b.production, b.development = composerAsks(ctx, s, sibling(file.Path, "composer.json"))
	b.mark(l.found.packages)
	return l.found, err
}

func (l *composerLock) read(r *jsonReader, development bool) error {
	p := inventory.Package{Ecosystem: "Packagist", Path: l.path, Development: development}
	var licenses, needs []string
	local := false
	err := r.object(func(key string, line int) (err error) {
		switch {
		case key == "name":
			p.Line = line
			p.Name, err = r.textOr()
		case key == "version":
			p.Version, err = r.textOr()
		case key == "license" && r.peek() == '[':
			err = r.array(func() error {
				text, err := r.textOr()
				licenses = append(licenses, text)
				return err
			})
		case key == "require":
			needs, err = r.keys()
		case key == "dist" && r.peek() == '{':
			err = r.object(func(key string, _ int) error {
				text, err := r.textOr()
				local = local || key == "type" && text == "path"
				return err
			})
		default:
			err = r.skip()
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case p.Name == "":
		return r.fail("a name for each package")
	case local:
		l.found.foreign++
	default:
		p.License = strings.Join(licenses, " OR ") // https://getcomposer.org/doc/04-schema.md#license
		l.found.packages = append(l.found.packages, p)
	}
	for _, n := range needs {
		key := strings.ToLower(p.Name)
		l.needs[key] = append(l.needs[key], strings.ToLower(n))
	}
	return nil
}

// composerAsks are the names in a composer.json; none when there is no such file.
func composerAsks(ctx context.Context, s *scan, name string) (production, development []string) {
	file, ok := s.tree.Find(name)
	if !ok {
		return nil, nil
	}
	content, err := s.content(ctx, file)
	if err != nil {
		return nil, nil // the manifest's own gap tells
	}
	r := newJSON(content)
	_ = r.object(func(key string, _ int) error {
		if key != "require" && key != "require-dev" {
			return r.skip()
		}
		names, err := r.keys()
		for _, n := range names {
			if key == "require" {
				production = append(production, strings.ToLower(n))
			} else {
				development = append(development, strings.ToLower(n))
			}
		}
		return err
	})
	return production, development
}
