package advisory

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// Source is where OSV records lie: a folder with <Ecosystem>/all.zip below it,
// as osv.dev serves them; one zip; or a folder of .json files.
// Or a mirror, of which the named ecosystems are fetched.
type Source struct {
	Path       string
	Mirror     *Mirror  // instead of Path
	Ecosystems []string // of the mirror; none means Languages
}

func (s Source) String() string {
	if s.Mirror != nil {
		return s.Mirror.URL
	}
	return s.Path
}

const maxRecord = 32 << 20 // bytes of one record; the largest real ones have about 5 MB

// gathered is what the sources held.
type gathered struct {
	rows       []packed
	whole      []string             // ecosystems whose own dump was read in full
	watermarks map[string]time.Time // newest change that was taken in, withdrawn records among them
	exploited  []string
	likelihood map[string]float64 // EPSS by CVE
}

func gather(ctx context.Context, sources []Source) (gathered, error) {
	var all gathered
	if len(sources) == 0 {
		return all, errors.New("build the index: no source was given; a folder with <Ecosystem>/all.zip below it would be right")
	}
	for _, s := range sources {
		if err := all.add(ctx, s); err != nil {
			return all, fmt.Errorf("build the index from %q: %w", s, err)
		}
	}
	return all, nil
}

func (g *gathered) add(ctx context.Context, s Source) error {
	if s.Mirror != nil {
		return g.addMirror(ctx, *s.Mirror, s.Ecosystems)
	}
	info, err := os.Stat(s.Path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		switch {
		case strings.EqualFold(filepath.Ext(s.Path), ".zip"):
			return g.addZip(ctx, s.Path, dumpOf(s.Path))
		case IsList(s.Path):
			return g.addFile(s.Path)
		}
		return errors.New("it is neither a folder nor a zip of OSV records, nor a list of exploited vulnerabilities (" + catalogue + ", " + likelihoods + "*.csv.gz)")
	}
	files, err := filesBelow(s.Path)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return errors.New("it holds no OSV records; <Ecosystem>/all.zip or .json files below it would be right")
	}
	for _, path := range files {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if strings.EqualFold(filepath.Ext(path), ".zip") {
			err = g.addZip(ctx, path, dumpOf(path))
		} else {
			err = g.addFile(path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// filesBelow lists zips and .json files, sorted. A link is not followed.
func filesBelow(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		ext := strings.ToLower(filepath.Ext(path))
		if err == nil && entry.Type().IsRegular() && (ext == ".zip" || ext == ".json" || IsList(path)) {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

func (g *gathered) addFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := bounded(file)
	if err != nil {
		return fmt.Errorf("read %q: %w", path, err)
	}
	if IsList(path) {
		return g.addList(path, content)
	}
	rows, err := parseRecord(content)
	if err != nil {
		return fmt.Errorf("read %q: %w", path, err)
	}
	g.rows = append(g.rows, packAll(rows)...)
	return nil
}

// dumpOf is the ecosystem of which the path is the whole dump, or empty.
func dumpOf(path string) string {
	if filepath.Base(path) != "all.zip" {
		return ""
	}
	return filepath.Base(filepath.Dir(absolute(path)))
}

// addZip reads a zip of records, the whole dump of the ecosystem when one is named. One record that cannot be read fails it all:
// an index with a hole would call packages clean.
func (g *gathered) addZip(ctx context.Context, path, ecosystem string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return fmt.Errorf("read %q: %w; the file is damaged or cut short, fetch it again", path, err)
	}
	defer archive.Close()
	files := slices.DeleteFunc(slices.Clone(archive.File), func(f *zip.File) bool {
		return !strings.EqualFold(filepath.Ext(f.Name), ".json")
	})
	slots := make([]slot, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for i := range next {
				slots[i].rows, slots[i].err = readEntry(files[i])
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for i, s := range slots {
		if s.err != nil {
			return fmt.Errorf("read %q in %q: %w", files[i].Name, path, s.err)
		}
		g.rows = append(g.rows, s.rows...)
	}
	if ecosystem != "" {
		own := func(s slot) bool {
			return slices.ContainsFunc(s.rows, func(r packed) bool {
				name, _, _ := strings.Cut(r.key, "\x00")
				return names([]string{ecosystem}, name)
			})
		}
		// Another dump's records of the ecosystem do not make up for an empty one.
		if !slices.ContainsFunc(slots, own) {
			return fmt.Errorf("read %q: it holds no usable record of %s; fetch it again, into a folder that is named as its records name the ecosystem", path, ecosystem)
		}
		g.whole = append(g.whole, ecosystem)
	}
	return nil
}

type slot struct {
	rows []packed
	err  error
}

func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

func readEntry(file *zip.File) ([]packed, error) {
	content, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer content.Close()
	text, err := bounded(content)
	if err != nil {
		return nil, err
	}
	rows, err := parseRecord(text)
	return packAll(rows), err
}

func bounded(r io.Reader) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(r, maxRecord+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxRecord {
		return nil, fmt.Errorf("a record is over %d bytes", maxRecord)
	}
	return content, nil
}

// join makes one of two copies of an advisory of which neither is the newer:
// what either calls affected is. It does not matter which comes first.
func (r row) join(o row) row {
	r.malicious, r.exploited = r.malicious || o.malicious, r.exploited || o.exploited
	r.likelihood = max(r.likelihood, o.likelihood)
	r.summary = min(r.summary, o.summary)
	r.aliases, r.upstream = union(r.aliases, o.aliases), union(r.upstream, o.upstream)
	r.versions, r.ranges = slices.Clone(r.versions), slices.Clone(r.ranges)
	r.merge(o)
	r.versions = union(r.versions, nil)
	compare := func(a, b []event) int {
		return slices.CompareFunc(a, b, func(x, y event) int {
			return cmp.Or(cmp.Compare(x.kind, y.kind), cmp.Compare(x.version, y.version))
		})
	}
	slices.SortFunc(r.ranges, compare)
	r.ranges = slices.CompactFunc(r.ranges, func(a, b []event) bool { return compare(a, b) == 0 })
	return r
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
