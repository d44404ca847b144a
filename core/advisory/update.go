package advisory

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	maxChanges = 5000 // more than so many are fetched as a whole dump
	fetchers   = 8    // records that are fetched at a time
)

// Update makes a new index of one that has aged and what its complete
// ecosystems changed since, as the mirror tells. Samples stay as they are. Lists
// are files of known exploited vulnerabilities and of EPSS scores. The index
// itself is not touched; any record that cannot be had fails it all.
func Update(ctx context.Context, x *Index, m Mirror, lists []string, options Options) ([]byte, Manifest, error) {
	before := x.Manifest()
	u := update{mirror: m, gone: map[string]bool{}, replaced: map[string]bool{}}
	u.found.watermarks = map[string]time.Time{}
	for _, path := range lists {
		if !IsList(path) {
			return nil, Manifest{}, fmt.Errorf("update the index: %q is no list of exploited vulnerabilities (%s, %s*.csv.gz)", path, catalogue, likelihoods)
		}
		if err := u.found.addFile(path); err != nil {
			return nil, Manifest{}, fmt.Errorf("update the index: %w", err)
		}
	}
	for _, e := range before.Ecosystems {
		if !e.Complete {
			continue
		}
		u.found.whole = append(u.found.whole, e.Name)
		if err := u.ecosystem(ctx, e); err != nil {
			return nil, Manifest{}, fmt.Errorf("update %s: %w", e.Name, err)
		}
	}
	if len(u.found.whole) == 0 {
		return nil, Manifest{}, errors.New("update the index: it holds only samples; build a complete one first, with 'sallyport advisories build'")
	}
	if err := u.keep(x); err != nil {
		return nil, Manifest{}, fmt.Errorf("update the index: %w", err)
	}
	options.Previous = &before
	return u.found.index(options)
}

type update struct {
	mirror   Mirror
	found    gathered
	gone     map[string]bool // ids whose rows in the old index no longer hold
	replaced map[string]bool // ecosystems that were fetched as a whole
}

// ecosystem fetches what changed in one ecosystem. A record affects packages of
// others too; it is taken in for all of them.
func (u *update) ecosystem(ctx context.Context, e Ecosystem) error {
	if e.Watermark.IsZero() { // its records state no time, so nobody can tell what is new
		u.replaced[e.Name] = true
		return u.found.addDump(ctx, u.mirror, e.Name)
	}
	changes, err := u.mirror.changesSince(ctx, e.Name, e.Watermark)
	if err != nil {
		return err
	}
	if len(changes) > 0 {
		u.found.watermarks[e.Name] = changes[0].at
	}
	if len(changes) > maxChanges {
		u.replaced[e.Name] = true
		return u.found.addDump(ctx, u.mirror, e.Name)
	}
	slots := make([]slot, len(changes))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(fetchers, len(changes)) {
		workers.Go(func() {
			for i := range next {
				if ctx.Err() == nil {
					slots[i].rows, slots[i].err = u.record(ctx, e.Name, changes[i])
				}
			}
		})
	}
	for i := range changes {
		next <- i
	}
	close(next)
	workers.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	for i, s := range slots {
		if s.err != nil {
			return s.err
		}
		u.gone[changes[i].id] = true
		u.found.rows = append(u.found.rows, s.rows...)
	}
	return nil
}

// record fetches one record. One that is older than the list says would be
// taken for the newest and never be asked for again.
func (u *update) record(ctx context.Context, ecosystem string, c change) ([]packed, error) {
	var body memorySink
	if err := u.mirror.fetch(ctx, maxRecord, &body, ecosystem, c.id+".json"); err != nil {
		return nil, err
	}
	rec, err := readRecord(body.Bytes())
	address := u.mirror.address(ecosystem, c.id+".json")
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", address, err)
	case rec.ID != c.id:
		return nil, fmt.Errorf("read %s: it is the record %q", address, rec.ID)
	case instant(rec.Modified).Before(c.at.Truncate(time.Second)):
		return nil, fmt.Errorf("read %s: it is from %s, and the list of changes says %s; the mirror is not up to date with itself, try again later", address, rec.Modified, c.at.Format(time.RFC3339))
	}
	return packAll(rec.rows()), nil
}

// keep takes over the rows of the old index that still hold.
func (u *update) keep(x *Index) error {
	return x.each(func(r row) {
		ecosystem, _, _ := strings.Cut(r.key, "\x00")
		if !u.gone[r.id] && !u.replaced[ecosystem] {
			u.found.rows = append(u.found.rows, pack(r))
		}
	})
}

// addMirror fetches the whole dumps of the ecosystems.
func (g *gathered) addMirror(ctx context.Context, m Mirror, ecosystems []string) error {
	if len(ecosystems) == 0 {
		ecosystems = languages[:]
	}
	for _, ecosystem := range ecosystems {
		if err := g.addDump(ctx, m, ecosystem); err != nil {
			return err
		}
	}
	return nil
}

// addDump fetches an ecosystem's whole dump, into a file that goes away again.
func (g *gathered) addDump(ctx context.Context, m Mirror, ecosystem string) (err error) {
	file, err := os.CreateTemp("", "sallyport-dump-*.zip")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(file.Name())) }()
	if err := errors.Join(m.fetch(ctx, maxDump, fileSink{file}, ecosystem, "all.zip"), file.Close()); err != nil {
		return err
	}
	if err := g.addZip(ctx, file.Name(), ecosystem); err != nil {
		return fmt.Errorf("%s: %w", m.address(ecosystem, "all.zip"), err)
	}
	return nil
}

// Languages are the ecosystems that an index is built of when nobody names any.
func Languages() []string {
	return slices.Clone(languages[:])
}

var languages = [...]string{"npm", "NuGet", "PyPI", "Go", "Maven", "crates.io", "RubyGems", "Packagist", "Pub", "Hex", "SwiftURL", "ConanCenter", "GitHub Actions"}
