package dependency

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// scan is one reading of a tree.
type scan struct {
	tree     *repo.Tree
	xml      map[string]parsedXML
	poms     *pomIndex
	locks    map[string]lock      // by path
	npmNames map[string][]string  // what a lockfile of npm's peers holds, by its path
	folded   map[string]repo.File // the tree by lower-case path, for MSBuild
	coverage finding.Coverage
	packages []inventory.Package
	foreign  int             // packages that come from git, a folder or an address
	bound    map[string]bool // files that told what is direct
	direct   map[string]bool // files that name direct dependencies only
}

// lock is what a lockfile tells about the manifests that it covers.
type lock struct {
	members []string                     // folders of workspace members, relative to the lockfile's folder
	names   []string                     // of local packages, or of all packages for a requirements file
	asked   map[string]map[string]string // npm: what it was made for: member's folder → name → specifier
}

// found is what one file gave.
type found struct {
	packages []inventory.Package
	gaps     []finding.Gap
	foreign  int
	lock     *lock // not nil when the file settles transitive versions
	bound    bool  // the file tells itself what is direct
	direct   bool  // the file names direct dependencies only
}

// maxPackages is how many packages of one file are read. The largest real
// lockfiles hold some ten thousand.
const maxPackages = 200_000

var errTooMany = fmt.Errorf("it holds more than %d packages; the others were not read", maxPackages)

// Inventory reads every lockfile and project file of the tree. A file that
// cannot be read is a gap, and the others are still read. The error is the
// context's.
func Inventory(ctx context.Context, tree *repo.Tree) (inventory.Inventory, finding.Coverage, error) {
	s := &scan{
		tree: tree, xml: map[string]parsedXML{}, locks: map[string]lock{}, bound: map[string]bool{}, direct: map[string]bool{},
		coverage: finding.Coverage{Skips: map[string]int{}},
	}
	for _, formats := range [][]format{lockfiles(), manifests()} {
		if err := s.pass(ctx, formats); err != nil {
			return inventory.New(s.packages), s.coverage, err
		}
	}
	s.markDirect(ctx)
	s.countInstalled()
	s.note()
	slices.SortFunc(s.coverage.Gaps, finding.Gap.Compare)
	return inventory.New(s.packages), s.coverage, nil
}

// pass reads the files of the given formats. Lockfiles come in a pass before
// manifests, which ask whether a lockfile covers them.
func (s *scan) pass(ctx context.Context, formats []format) error {
	for _, file := range s.tree.Files() {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if installed(file.Path) {
			continue
		}
		for _, f := range formats {
			if f.wants(file.Path) {
				if s.isOwnReport(ctx, file) {
					s.coverage.Skips["an earlier report of Sallyport"]++
					break
				}
				s.read(ctx, file, f)
				break
			}
		}
	}
	return nil
}

func (s *scan) read(ctx context.Context, file repo.File, f format) {
	got, size, gap := s.parse(ctx, file, f)
	if gap != nil {
		s.coverage.Gaps = append(s.coverage.Gaps, *gap)
	} else {
		s.coverage.Files++
		s.coverage.Bytes += size
	}
	if len(got.packages) > maxPackages {
		s.coverage.Gaps = append(s.coverage.Gaps, finding.Gap{Check: Name, Kind: finding.Cut, Path: file.Path, Message: fmt.Sprintf("%s names %d packages; the first %d are matched", file.Path, len(got.packages), maxPackages)})
		got.packages = got.packages[:maxPackages]
	}
	s.packages = append(s.packages, onePerFile(got.packages)...)
	s.coverage.Gaps = append(s.coverage.Gaps, got.gaps...)
	s.foreign += got.foreign
	if got.lock != nil {
		s.locks[file.Path] = *got.lock
	}
	if got.bound {
		s.bound[file.Path] = true
	}
	if got.direct {
		s.direct[file.Path] = true
	}
}

// parse reads one file. What was understood before a fault still counts, beside
// the gap that tells of the fault.
func (s *scan) parse(ctx context.Context, file repo.File, f format) (got found, size int64, failed *finding.Gap) {
	gap := func(kind finding.GapKind, message string) *finding.Gap {
		return &finding.Gap{Check: Name, Kind: kind, Path: file.Path, Message: message}
	}
	defer func() {
		if r := recover(); r != nil {
			failed = gap(finding.Crashed, fmt.Sprintf("the dependency check crashed on this file: %s", check.PanicKind(r)))
		}
	}()
	content, err := s.content(ctx, file)
	switch {
	case errors.Is(err, repo.ErrTooLarge):
		return got, 0, gap(finding.TooLarge, err.Error())
	case err != nil:
		return got, 0, gap(finding.Unreadable, err.Error())
	}
	got, err = f.parse(ctx, s, file, content)
	if err != nil {
		return got, 0, gap(finding.Unparsed, fmt.Sprintf("read %q as %s: %v", file.Path, f.name, err))
	}
	return got, int64(len(content)), nil
}

// content reads a text file; UTF-16 with a byte order mark, which Windows tools
// write, becomes UTF-8.
func (s *scan) content(ctx context.Context, file repo.File) ([]byte, error) {
	content, err := s.tree.Read(ctx, file)
	if err != nil {
		return nil, err
	}
	switch {
	case len(content) >= 3 && string(content[:3]) == "\xEF\xBB\xBF":
		return content[3:], nil
	case len(content) >= 2 && string(content[:2]) == "\xFF\xFE":
		return fromUTF16(content[2:], 0), nil
	case len(content) >= 2 && string(content[:2]) == "\xFE\xFF":
		return fromUTF16(content[2:], 1), nil
	}
	return content, nil
}

func fromUTF16(b []byte, low int) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i+low]) | uint16(b[2*i+1-low])<<8
	}
	return []byte(string(utf16.Decode(units)))
}

// onePerFile joins repetitions of a version within a file: the first line
// stays; it is direct when one of them is, and for development when all are.
// The list is taken over.
func onePerFile(packages []inventory.Package) []inventory.Package {
	type identity struct{ ecosystem, name, version, requirement, path string }
	index := make(map[identity]int, len(packages))
	joined := packages[:0]
	for _, p := range packages {
		id := identity{p.Ecosystem, p.Name, p.Version, p.Requirement, p.Path}
		i, repeated := index[id]
		if !repeated {
			index[id] = len(joined)
			joined = append(joined, p)
			continue
		}
		joined[i].Line = min(joined[i].Line, p.Line)
		if p.Direct || len(p.Via) < len(joined[i].Via) {
			joined[i].Via = p.Via // the shorter way
		}
		joined[i].Direct = joined[i].Direct || p.Direct
		joined[i].Development = joined[i].Development && p.Development
	}
	return joined
}

// installed says that a path lies in a folder that a package manager fills.
func installed(name string) bool {
	for folder := range strings.SplitSeq(path.Dir(name), "/") {
		if folder == "node_modules" || folder == "bower_components" || folder == "site-packages" {
			return true
		}
	}
	return false
}

func (s *scan) countInstalled() {
	formats := append(lockfiles(), manifests()...)
	for _, file := range s.tree.Files() {
		if installed(file.Path) && slices.ContainsFunc(formats, func(f format) bool { return f.wants(file.Path) }) {
			s.coverage.Skips["a manifest inside an installed package"]++
		}
	}
}

func (s *scan) note() {
	if s.foreign > 0 {
		s.coverage.Notes = append(s.coverage.Notes, fmt.Sprintf("%d packages come from git, a local folder or an address; no advisory names them", s.foreign))
	}
	tasks := 0
	for _, p := range s.packages {
		if p.Ecosystem == tasksEcosystem {
			tasks++
		}
	}
	if tasks > 0 {
		s.coverage.Notes = append(s.coverage.Notes, fmt.Sprintf("%d tasks of Azure Pipelines are listed; nobody publishes advisories for them", tasks))
	}
	if len(s.direct) > 0 {
		s.coverage.Notes = append(s.coverage.Notes, fmt.Sprintf("%d files name direct dependencies only; commit lockfiles to have the transitive ones matched", len(s.direct)))
	}
}

// sibling is the path of a file beside another.
func sibling(file, name string) string { return path.Join(path.Dir(file), name) }

// ancestors are the folders from the file's own up to the base, as path prefixes
// to join names to.
func ancestors(file string) []string {
	var folders []string
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		folders = append(folders, dir)
		if dir == "." || dir == "/" {
			return folders
		}
	}
}
