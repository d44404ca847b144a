package advisory

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Options say what the sources are worth.
type Options struct {
	Time      time.Time // when the records were taken; zero means the newest modification among them
	Complete  []string  // ecosystems of which the sources hold everything, beyond those with their own <Ecosystem>/all.zip
	Sample    []string  // ecosystems that are a sample whatever the sources look like
	Exploited []string  // ids of vulnerabilities known to be exploited, beyond what the sources say
}

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
		found.rows = append(found.rows, rows...)
	}
	content, _, err := found.index(options)
	return content, err
}

func (found *gathered) index(options Options) ([]byte, Manifest, error) {
	rows := sortRows(found.rows)
	markExploited(rows, append(found.exploited, options.Exploited...))
	complete := append(found.whole, options.Complete...)
	manifest := Manifest{Format: Format, Time: options.Time.UTC(), Ecosystems: tally(rows)}
	for i := range manifest.Ecosystems {
		e := &manifest.Ecosystems[i]
		e.Complete = slices.Contains(complete, e.Name) && !slices.Contains(options.Sample, e.Name)
		if options.Time.IsZero() && e.Watermark.After(manifest.Time) {
			manifest.Time = e.Watermark
		}
	}
	for _, name := range complete {
		if _, ok := manifest.Ecosystem(name); !ok && !slices.Contains(options.Sample, name) {
			return nil, Manifest{}, fmt.Errorf("build the index: the sources hold no usable record of %s; fetch its all.zip again", name)
		}
	}
	if len(manifest.Ecosystems) == 0 {
		return nil, Manifest{}, fmt.Errorf("build the index: the sources hold no usable record")
	}
	content, err := writeFile(manifest, rows)
	if err != nil {
		return nil, Manifest{}, err
	}
	x, err := OpenBytes(content)
	if err != nil {
		return nil, Manifest{}, fmt.Errorf("build the index: what was written cannot be read back: %w", err)
	}
	return content, x.Manifest(), nil
}

func markExploited(rows []row, ids []string) {
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	for i := range rows {
		rows[i].exploited = rows[i].exploited || known[rows[i].id] ||
			slices.ContainsFunc(rows[i].aliases, func(id string) bool { return known[id] })
	}
}

// tally counts the records of each ecosystem; rows are sorted by key.
func tally(rows []row) []Ecosystem {
	ids := map[string]map[string]*row{}
	for i := range rows {
		name, _, _ := strings.Cut(rows[i].key, "\x00")
		if ids[name] == nil {
			ids[name] = map[string]*row{}
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
