package sarif

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Write renders the report as SARIF 2.1.0 in the dialect. The same report gives
// the same bytes. A host's dialect leaves suppressed findings out, because hosts
// show them as open, and keeps the worst ones where the host has limits; a
// notification says how many were cut.
func Write(r *report.Report, dialect Dialect) ([]byte, error) {
	return WriteWithLines(r, dialect, nil)
}

// WriteWithLines is Write that also adds code scanning's hash of each result's
// line. lines may be nil, and is asked once for each file that has findings.
func WriteWithLines(r *report.Report, dialect Dialect, lines Lines) ([]byte, error) {
	lim := dialect.limits()
	kept := selected(r, dialect)
	total := len(kept)
	if lim.results > 0 && total > lim.results {
		kept = worst(kept, lim.results)
	}
	w := writer{report: r, dialect: dialect, limits: lim, lines: lines, hashes: map[string][]string{}}
	for {
		out, err := w.encode(kept, total-len(kept))
		if err != nil {
			return nil, fmt.Errorf("write SARIF for %s: %w", dialect, err)
		}
		size := 0
		if lim.gzipped > 0 && len(out) > lim.gzipped {
			size = compressed(out)
		}
		if size <= lim.gzipped {
			return out, nil
		}
		switch {
		case !w.essential:
			w.essential = true // first, the rules that no result names
		case len(kept) == 0:
			return nil, fmt.Errorf("write SARIF for %s: over %d compressed bytes even without results", dialect, lim.gzipped)
		default:
			// Nine tenths of what the proportion promises, so that few rounds do.
			kept = worst(kept, int(float64(len(kept))*0.9*float64(lim.gzipped)/float64(size)))
		}
	}
}

type writer struct {
	report    *report.Report
	dialect   Dialect
	limits    limits
	lines     Lines
	hashes    map[string][]string
	essential bool // leave out the rules and notifications that nothing depends on
}

// selected are the findings that the dialect shows, in the report's order.
func selected(r *report.Report, dialect Dialect) []finding.Judged {
	if dialect == Full {
		return r.Judgement.Findings
	}
	shown := make([]finding.Judged, 0, len(r.Judgement.Findings))
	for _, j := range r.Judgement.Findings {
		if j.Status != finding.Suppressed {
			shown = append(shown, j)
		}
	}
	return shown
}

// compressed is the size after the fastest compression: whoever uploads the
// file compresses at least as well.
func compressed(out []byte) int {
	var n counter
	z, err := gzip.NewWriterLevel(&n, gzip.BestSpeed)
	if err == nil {
		_, err = z.Write(out)
	}
	if err != nil || z.Close() != nil {
		return len(out) // cannot happen; an upper bound is safe
	}
	return int(n)
}

type counter int

func (n *counter) Write(p []byte) (int, error) { *n += counter(len(p)); return len(p), nil }

var _ io.Writer = (*counter)(nil)

func (w *writer) encode(kept []finding.Judged, cut int) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if w.dialect == Full {
		e.SetIndent("", " ")
	}
	err := e.Encode(document{Schema: schemaURI, Version: version, Runs: []run{w.run(kept, cut)}})
	return out.Bytes(), err
}

func (w *writer) run(kept []finding.Judged, cut int) run {
	r := w.report
	rules := w.rules(kept)
	out := run{
		Tool:               tool{Driver: w.driver(rules)},
		Invocations:        []invocation{w.invocation(cut, rules.cut)},
		AutomationDetails:  w.automation(),
		OriginalURIBaseIDs: map[string]artifactLocation{sourceRoot: {Description: &text{Text: "The root of the repository."}}},
		Results:            make([]result, 0, len(kept)),
		ColumnKind:         "utf16CodeUnits",
		Properties:         w.properties(),
	}
	if u := repositoryURI(r.Change); u != "" {
		out.VersionControl = []versionControl{{
			RepositoryURI: u,
			RevisionID:    report.Plain(r.Change.Commit),
			Branch:        report.Plain(r.Change.Ref),
			MappedTo:      &artifactLocation{URIBaseID: sourceRoot},
		}}
	}
	for _, j := range kept {
		out.Results = append(out.Results, w.result(j, rules))
	}
	return out
}
