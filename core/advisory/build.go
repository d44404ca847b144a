package advisory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Options say what the sources are worth.
type Options struct {
	Time        time.Time // when the records were taken; zero means the newest modification among them
	Complete    []string  // ecosystems of which the sources hold everything, beyond those with their own <Ecosystem>/all.zip
	Sample      []string  // ecosystems that are a sample whatever the sources look like
	Exploited   []string  // ids of vulnerabilities known to be exploited, beyond what the sources say
	Previous    *Manifest // the index that this one replaces, if there is one; see ErrShrunk
	AllowShrunk bool      // replace Previous also by an index that holds much less
}

// maxRows bounds what an index is built of. All of osv.dev is a tenth of it.
const maxRows = 8_000_000

// ErrShrunk says that an ecosystem would lose more than a hundredth of its
// records against the index before: more likely a broken dump than good news.
var ErrShrunk = errors.New("the new index would hold much less than the one before")

// Build makes an index. The same records and options give the same bytes, in
// whatever order the sources name them. An ecosystem is complete when its own
// <Ecosystem>/all.zip was read or Options say so, else a sample. It fails on a
// record that cannot be read, and on a complete ecosystem without records.
func Build(ctx context.Context, sources []Source, options Options) ([]byte, Manifest, error) {
	found, err := gather(ctx, sources)
	if err != nil {
		return nil, Manifest{}, err
	}
	return found.index(options)
}

// BuildRecords is Build for OSV records that lie in memory; they are a sample
// unless Options call an ecosystem complete.
func BuildRecords(records [][]byte, options Options) ([]byte, error) {
	var found gathered
	for i, record := range records {
		rows, err := parseRecord(record)
		if err != nil {
			return nil, fmt.Errorf("build the index from record %d: %w", i+1, err)
		}
		found.rows = append(found.rows, packAll(rows)...)
	}
	content, _, err := found.index(options)
	return content, err
}

func (found *gathered) index(options Options) ([]byte, Manifest, error) {
	if len(found.rows) > maxRows {
		return nil, Manifest{}, fmt.Errorf("build the index: the sources hold %d rows, and at most %d are taken", len(found.rows), maxRows)
	}
	rows, err := sortPacked(found.rows)
	if err != nil {
		return nil, Manifest{}, fmt.Errorf("build the index: %w", err)
	}
	manifest := Manifest{Format: Format, Time: options.Time.UTC(), Ecosystems: tally(rows)}
	if err := found.describe(&manifest, options); err != nil {
		return nil, Manifest{}, fmt.Errorf("build the index: %w", err)
	}
	marks := newMarks(append(found.exploited, options.Exploited...), found.likelihood)
	content, err := writeFile(&manifest, len(rows), rowsOf(rows, marks))
	if err != nil {
		return nil, Manifest{}, err
	}
	x, err := OpenBytes(content)
	if err != nil {
		return nil, Manifest{}, fmt.Errorf("build the index: what was written cannot be read back: %w", err)
	}
	return content, x.Manifest(), nil
}

// describe settles what is complete and from when, and holds it against the
// index before.
func (found *gathered) describe(manifest *Manifest, options Options) error {
	complete := append(found.whole, options.Complete...)
	for i := range manifest.Ecosystems {
		e := &manifest.Ecosystems[i]
		e.Complete = names(complete, e.Name) && !names(options.Sample, e.Name)
		if seen := found.watermarks[e.Name]; seen.After(e.Watermark) {
			e.Watermark = seen
		}
		if options.Time.IsZero() && e.Watermark.After(manifest.Time) {
			manifest.Time = e.Watermark
		}
	}
	for _, name := range complete {
		held := func(e Ecosystem) bool { return names([]string{name}, e.Name) }
		if !slices.ContainsFunc(manifest.Ecosystems, held) && !slices.Contains(options.Sample, name) {
			return fmt.Errorf("the sources hold no usable record of %s; fetch its all.zip again", name)
		}
	}
	if len(manifest.Ecosystems) == 0 {
		return errors.New("the sources hold no usable record")
	}
	if options.Previous == nil || options.AllowShrunk {
		return nil
	}
	return shrunk(*options.Previous, *manifest)
}

// shrunk compares the ecosystems that were complete before.
func shrunk(before, after Manifest) error {
	var lost []error
	for _, was := range before.Ecosystems {
		is, _ := after.Ecosystem(was.Name)
		switch {
		case !was.Complete:
		case !is.Complete:
			lost = append(lost, fmt.Errorf("%w: %s is no longer complete", ErrShrunk, was.Name))
		case is.Records*100 < was.Records*99:
			lost = append(lost, fmt.Errorf("%w: %s falls from %d to %d records", ErrShrunk, was.Name, was.Records, is.Records))
		}
	}
	return errors.Join(lost...)
}

// rowsOf gives the rows for the file, with the marks of the other lists.
func rowsOf(rows []packed, marks marks) rowSource {
	return func() (row, bool, error) {
		if len(rows) == 0 {
			return row{}, false, nil
		}
		r, err := rows[0].row()
		rows = rows[1:]
		marks.apply(&r)
		return r, true, err
	}
}

// tally counts the records of each ecosystem; rows are sorted by key.
func tally(rows []packed) []Ecosystem {
	ids := map[string]map[string]*packed{}
	for i := range rows {
		name, _, _ := strings.Cut(rows[i].key, "\x00")
		if ids[name] == nil {
			ids[name] = map[string]*packed{}
		}
		ids[name][rows[i].id] = &rows[i]
	}
	ecosystems := make([]Ecosystem, 0, len(ids))
	for name, records := range ids {
		e := Ecosystem{Name: name, Records: len(records)}
		for _, r := range records {
			if r.malicious {
				e.Malicious++
			}
			if r.modified.After(e.Watermark) {
				e.Watermark = r.modified.UTC()
			}
		}
		ecosystems = append(ecosystems, e)
	}
	slices.SortFunc(ecosystems, func(a, b Ecosystem) int { return cmp.Compare(a.Name, b.Name) })
	return ecosystems
}
