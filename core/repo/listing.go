package repo

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// listing is what git holds to be part of the product: what it tracks, and what
// is new and not ignored.
type listing struct {
	files        map[string]bool
	folders      map[string]bool // every folder above a file
	repositories map[string]bool // submodules and nested repositories
	tracked      map[string]tracking
	folded       *listing // the same under folded names; made when first needed
}

// tracking is how git's index holds an entry.
type tracking uint8

const (
	ordinary  tracking = iota + 1
	sparse             // a file that a sparse checkout leaves away
	submodule          // a commit of another repository
	link               // a symbolic link, which is never followed
)

// listed asks git which files count; nil when there is no git to ask. Only the
// .gitignore files of the tree are followed, not the machine's own settings.
func (r *Repository) listed(ctx context.Context) (*listing, error) {
	if r.git == nil || r.Single {
		return nil, nil
	}
	l := newListing()
	tracked, err := r.git.run(ctx, nil, "ls-files", "-z", "-t", "--stage")
	if err != nil {
		return nil, fmt.Errorf("list tracked files: %w", err)
	}
	for entry := range zeroSeparated(tracked) {
		facts, path, _ := strings.Cut(entry, "\t") // tag, mode, object, stage
		l.tracked[path] = trackingOf(facts)
		l.add(path, l.tracked[path] == submodule)
	}
	untracked, err := r.git.run(ctx, nil, "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore")
	if err != nil {
		return nil, fmt.Errorf("list untracked files: %w", err)
	}
	for path := range zeroSeparated(untracked) {
		folder, nested := strings.CutSuffix(path, "/")
		l.add(folder, nested)
	}
	return l, nil
}

func newListing() *listing {
	return &listing{files: map[string]bool{}, folders: map[string]bool{}, repositories: map[string]bool{}, tracked: map[string]tracking{}}
}

func trackingOf(facts string) tracking {
	tag, mode, _ := strings.Cut(facts, " ")
	switch {
	case strings.HasPrefix(mode, "160000 "):
		return submodule
	case strings.HasPrefix(mode, "120000 "):
		return link
	case tag == "S":
		return sparse
	}
	return ordinary
}

func (l *listing) add(path string, repository bool) {
	if repository {
		l.repositories[path] = true
	} else {
		l.files[path] = true
	}
	for i := strings.LastIndexByte(path, '/'); i >= 0; i = strings.LastIndexByte(path[:i], '/') {
		if l.folders[path[:i]] {
			return
		}
		l.folders[path[:i]] = true
	}
}

// holdsFile says whether git counts the file. The place of a submodule may hold
// a file, and git does not list that as new.
func (l *listing) holdsFile(path string) bool {
	if l.files[path] || l.repositories[path] {
		return true
	}
	name := fold(path)
	return l.byFold().files[name] || l.byFold().repositories[name]
}

// tracks says whether git tracks the file, under this name or one that a file
// system may take for it.
func (l *listing) tracks(path string) bool {
	return l != nil && (l.tracked[path] != 0 || l.byFold().tracked[fold(path)] != 0)
}

func (l *listing) holdsFolder(path string) bool {
	return path == "" || l.folders[path] || l.byFold().folders[fold(path)]
}

func (l *listing) holdsRepository(path string) bool {
	return l.repositories[path] || !l.folders[path] && l.byFold().repositories[fold(path)]
}

// byFold is the listing under folded names. Where file names differ in case or
// in their Unicode form only, git takes what is on disk for what it tracks and
// does not list it as new; it must not pass for ignored.
func (l *listing) byFold() *listing {
	if l.folded == nil {
		l.folded = newListing()
		for path := range l.files {
			l.folded.add(fold(path), false)
		}
		for path := range l.repositories {
			l.folded.add(fold(path), true)
		}
		for path := range l.tracked {
			l.folded.tracked[fold(path)] = ordinary // only whether it is tracked counts here
		}
	}
	return l.folded
}

// fold is the name under which a file system may find a file that is written
// differently. Names that share it without need are examined twice as much,
// never less.
func fold(path string) string {
	return strings.ToLower(strings.ToUpper(norm.NFC.String(path)))
}

// foreign says that git counts nothing in the folder: it is ignored, or part of
// another repository. Who asks for it by name wants all of it examined.
func (l *listing) foreign(folder string) bool { return !l.holdsFolder(folder) }

func zeroSeparated(output []byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for part := range bytes.SplitSeq(output, []byte{0}) {
			if len(part) > 0 && !yield(string(part)) {
				return
			}
		}
	}
}
