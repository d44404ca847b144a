package advisory

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// record is the part of an OSV record that matters here
// (https://ossf.github.io/osv-schema/).
type record struct {
	ID        string            `json:"id"`
	Modified  string            `json:"modified"`
	Withdrawn string            `json:"withdrawn"`
	Aliases   []string          `json:"aliases"`
	Upstream  []string          `json:"upstream"`
	Summary   string            `json:"summary"`
	Details   string            `json:"details"`
	Severity  []scored          `json:"severity"`
	Affected  []affectedPackage `json:"affected"`
	Specific  json.RawMessage   `json:"database_specific"`
}

type scored struct {
	Type  string `json:"type"`
	Score string `json:"score"`
}

type affectedPackage struct {
	Package struct {
		Ecosystem string `json:"ecosystem"`
		Name      string `json:"name"`
	} `json:"package"`
	Severity []scored `json:"severity"`
	Ranges   []struct {
		Type   string `json:"type"`
		Events []struct {
			Introduced   *string `json:"introduced"`
			Fixed        *string `json:"fixed"`
			LastAffected *string `json:"last_affected"`
		} `json:"events"`
	} `json:"ranges"`
	Versions []string        `json:"versions"`
	Specific json.RawMessage `json:"database_specific"`
	Its      json.RawMessage `json:"ecosystem_specific"`
}

// specific are the database_specific fields that the databases agree on well
// enough: GitHub's severity word and weaknesses, RustSec's class and vector,
// and our own mark for the catalogue of exploited vulnerabilities.
type specific struct {
	severity, informational, cvss string
	weaknesses                    []string
	exploited, malicious          bool
}

// parseSpecific reads what it knows and ignores the rest: the field belongs to
// each database, and a shape that we do not know says nothing.
func parseSpecific(raw json.RawMessage) (s specific) {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return s
	}
	for name, into := range map[string]any{
		"severity": &s.severity, "informational": &s.informational, "cvss": &s.cvss,
		"cwe_ids": &s.weaknesses, "known_exploited": &s.exploited,
	} {
		if value, ok := fields[name]; ok {
			_ = json.Unmarshal(value, into)
		}
	}
	_, s.malicious = fields["malicious-packages-origins"]
	s.malicious = s.malicious || slices.Contains(s.weaknesses, "CWE-506")
	return s
}

// parseRecord turns an OSV record into rows, one for each package that it
// affects. A withdrawn record has none.
func parseRecord(content []byte) ([]row, error) {
	rec, err := readRecord(content)
	if err != nil {
		return nil, err
	}
	return rec.rows(), nil
}

func readRecord(content []byte) (*record, error) {
	var rec record
	if err := json.Unmarshal(content, &rec); err != nil {
		return nil, fmt.Errorf("not an OSV record: %w", err)
	}
	if rec.ID == "" {
		return nil, errors.New("not an OSV record: it has no id")
	}
	return &rec, nil
}

func (rec *record) rows() []row {
	if !instant(rec.Withdrawn).IsZero() { // a value that is no time withdraws nothing
		return nil
	}
	base := baseRow(rec)
	byKey := map[string]*row{}
	var keys []string
	for i := range rec.Affected {
		a := &rec.Affected[i]
		if a.Package.Ecosystem == "" || a.Package.Name == "" {
			continue
		}
		r := affectedRow(base, rec, a)
		if !r.all && len(r.ranges) == 0 && len(r.versions) == 0 {
			continue
		}
		if earlier, ok := byKey[r.key]; ok {
			earlier.merge(r)
			continue
		}
		byKey[r.key] = &r
		keys = append(keys, r.key)
	}
	rows := make([]row, 0, len(keys))
	for _, k := range keys {
		rows = append(rows, *byKey[k])
	}
	return rows
}

func baseRow(rec *record) row {
	own := parseSpecific(rec.Specific)
	r := row{
		id: rec.ID, modified: instant(rec.Modified), summary: headline(rec),
		malicious: own.malicious || strings.HasPrefix(rec.ID, "MAL-"), exploited: own.exploited,
	}
	var same []string
	same, r.upstream = divide(rec.ID, rec.Upstream)
	for _, alias := range append(same, rec.Aliases...) {
		if alias != "" && alias != rec.ID {
			r.aliases = append(r.aliases, alias)
		}
	}
	slices.Sort(r.aliases)
	r.aliases = slices.Compact(r.aliases)
	return r
}

// instant reads a time of RFC 3339; zero for anything else. Converted databases
// carry impossible years, and the time only says which of two copies is newer.
func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

func affectedRow(base row, rec *record, a *affectedPackage) row {
	r := base
	r.key = key(a.Package.Ecosystem, a.Package.Name)
	r.severity, r.score = severityOf(rec, a)
	ecosystem := NormalEcosystem(a.Package.Ecosystem)
	r.imports = parseImports(ecosystem, a.Its)
	for _, rg := range a.Ranges {
		if rg.Type == "GIT" {
			continue
		}
		var events []event
		for _, e := range rg.Events {
			switch {
			case e.Introduced != nil:
				events = append(events, event{introduced, *e.Introduced})
			case e.Fixed != nil:
				events = append(events, event{fixed, *e.Fixed})
			case e.LastAffected != nil:
				events = append(events, event{lastAffected, *e.LastAffected})
			}
		}
		if len(events) > 0 {
			r.ranges = append(r.ranges, arrange(ecosystem, events))
		}
	}
	r.all = slices.ContainsFunc(r.ranges, func(events []event) bool {
		return len(events) == 1 && events[0].kind == introduced && events[0].version == "0"
	})
	if r.all {
		r.ranges = nil
		return r
	}
	r.versions = uncovered(ecosystem, a.Versions, r.ranges)
	return r
}

func severityOf(rec *record, a *affectedPackage) (finding.Severity, float64) {
	own, whole := parseSpecific(a.Specific), parseSpecific(rec.Specific)
	vectors := []string{own.cvss, whole.cvss}
	for _, s := range append(slices.Clone(a.Severity), rec.Severity...) {
		vectors = append(vectors, s.Score)
	}
	word := own.severity
	if word == "" {
		word = whole.severity
	}
	severity, points := rate(vectors, word)
	// RustSec also tells of crates that are merely unmaintained; nobody scores those.
	if severity == finding.SeverityUnknown && (own.informational == "unmaintained" || own.informational == "notice") {
		severity = finding.Low
	}
	return severity, points
}

// merge joins what two entries of one record say of the same package.
func (r *row) merge(o row) {
	r.all = r.all || o.all
	r.versions = append(r.versions, o.versions...)
	r.ranges = append(r.ranges, o.ranges...)
	r.severity, r.score = max(r.severity, o.severity), max(r.score, o.score)
	r.imports = r.imports.and(o.imports)
	if r.all {
		r.versions, r.ranges = nil, nil
	}
}

// arrange sorts events by version, keeping the author's order where versions
// are equal. Advisories write them in any order. A range without any introduction
// began at the first version.
func arrange(ecosystem string, events []event) []event {
	slices.SortStableFunc(events, func(a, b event) int {
		switch {
		case a.version == b.version:
			return 0
		case a.version == "0":
			return -1
		case b.version == "0":
			return 1
		}
		v, err := orderable(ecosystem, a.version)
		if err != nil {
			return 0
		}
		c, err := v.compare(ecosystem, b.version)
		if err != nil {
			return 0
		}
		return c
	})
	if !slices.ContainsFunc(events, func(e event) bool { return e.kind == introduced }) {
		events = slices.Insert(events, 0, event{introduced, "0"})
	}
	return events
}

// uncovered keeps the listed versions that no range covers: the lists are long
// and mostly repeat the ranges.
func uncovered(ecosystem string, versions []string, ranges [][]event) []string {
	var kept []string
	for _, text := range versions {
		v, err := orderable(ecosystem, text)
		if err == nil && slices.ContainsFunc(ranges, func(events []event) bool {
			in, _, err := within(ecosystem, v, events)
			return err == nil && in
		}) {
			continue
		}
		kept = append(kept, text)
	}
	return kept
}

// headline is the summary, or the first line of the details, in at most 160
// characters without control characters.
func headline(rec *record) string {
	text := strings.TrimSpace(rec.Summary)
	if strings.HasPrefix(text, "Malicious code in ") {
		return "" // a quarter of a million times: the id and the mark say it
	}
	if text == "" {
		text, _, _ = strings.Cut(strings.TrimLeft(rec.Details, "# \r\n\t"), "\n")
	}
	text = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || c == unicode.ReplacementChar {
			return ' '
		}
		return c
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 160 {
		text = strings.TrimSpace(string(runes[:159])) + "…"
	}
	return text
}
