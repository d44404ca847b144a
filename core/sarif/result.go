package sarif

import (
	"cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Fingerprint is the key of Sallyport's own fingerprint in partialFingerprints.
const Fingerprint = "sallyport/v1"

const (
	lineHash  = "primaryLocationLineHash"
	maxHashed = 8 << 20 // bytes of a file beyond which its lines are not hashed
)

func (w *writer) result(j finding.Judged, rules ruleSet) result {
	r := result{
		RuleID:     report.Plain(j.Rule),
		RuleIndex:  rules.index[j.Rule],
		Level:      level(j.Severity, j.Confidence),
		Message:    text{Text: shorten(cmp.Or(plainMessage(report.Told(j.Finding)), plainMessage(j.Rule)), w.limits.message)},
		Locations:  []location{place(j.Location)},
		Partial:    w.fingerprints(j.Finding),
		CodeFlows:  w.flow(j.Flow),
		Properties: properties(j),
	}
	if w.dialect == Full {
		r.Suppressions = suppressions(j)
		r.Fixes = fixes(j.Fix)
	}
	return r
}

func place(l finding.Location) location {
	return location{Physical: physicalLocation{
		Artifact: artifactLocation{URI: relativeURI(l.Path), URIBaseID: sourceRoot},
		Region:   area(l),
	}}
}

// area is the region with as many of its bounds as make sense; the first line
// is always there, because hosts refuse a result without it.
func area(l finding.Location) *region {
	a := &region{StartLine: max(l.StartLine, 1)}
	if l.StartLine < 1 {
		return a
	}
	a.StartColumn = max(l.StartColumn, 0)
	if l.EndLine < l.StartLine {
		return a
	}
	// An end column without a start column would mean "from column 1".
	if a.StartColumn > 0 && l.EndColumn > 0 && (l.EndLine > l.StartLine || l.EndColumn >= l.StartColumn) {
		a.EndLine, a.EndColumn = l.EndLine, l.EndColumn
	} else if a.StartColumn == 0 {
		a.EndLine = l.EndLine
	}
	return a
}

func (w *writer) fingerprints(f finding.Finding) map[string]string {
	prints := map[string]string{}
	if f.Fingerprint != "" {
		prints[Fingerprint] = report.Plain(f.Fingerprint)
	}
	// What stands in a commit or in an archive has no line in the tree.
	if h := w.lineHash(f.Location); h != "" && f.Commit == "" && f.Location.Inside == "" {
		prints[lineHash] = h
	}
	return prints
}

func (w *writer) lineHash(l finding.Location) string {
	if w.lines == nil || l.StartLine < 1 {
		return ""
	}
	hashes, known := w.hashes[l.Path]
	if !known {
		if content, ok := w.lines(l.Path); ok && len(content) <= maxHashed {
			hashes = lineHashes(content)
		}
		w.hashes[l.Path] = hashes
	}
	if l.StartLine > len(hashes) {
		return ""
	}
	return hashes[l.StartLine-1]
}

// flow shows how the value travels. Of a longer way than the host takes, both
// ends are kept: the source and the sink are what a reader needs.
func (w *writer) flow(steps []finding.Step) []codeFlow {
	if len(steps) == 0 {
		return nil
	}
	if n := w.limits.steps; n > 0 && len(steps) > n {
		steps = append(append([]finding.Step{}, steps[:n/2]...), steps[len(steps)-n/2:]...)
	}
	var way threadFlow
	for _, s := range steps {
		at := place(s.Location)
		if m := plainMessage(s.Message); m != "" {
			at.Message = &text{Text: shorten(m, w.limits.message)}
		}
		way.Locations = append(way.Locations, threadFlowLocation{Location: at})
	}
	return []codeFlow{{ThreadFlows: []threadFlow{way}}}
}

func suppressions(j finding.Judged) *[]suppression {
	s := []suppression{}
	if j.Status == finding.Suppressed {
		s = append(s, suppression{Kind: "external", Status: "accepted", Justification: report.Sentence(j.Suppression)})
	}
	return &s
}

func properties(j finding.Judged) resultProperties {
	return resultProperties{
		Status:           report.Plain(string(j.Status)),
		Severity:         j.Severity.String(),
		Confidence:       j.Confidence.String(),
		SecuritySeverity: number(securitySeverity(j.Finding)),
		Score:            max(min(j.Score, 10), 0),
		Advice:           report.Sentence(j.Advice),
		Package:          dependency(j.Package),
		Commit:           report.Plain(j.Commit),
		Inside:           report.Plain(j.Location.Inside),
	}
}

func dependency(p *finding.Package) *packageData {
	if p == nil {
		return nil
	}
	return &packageData{
		Ecosystem: report.Plain(p.Ecosystem), Name: report.Plain(p.Name), Version: report.Plain(p.Version),
		Advisory: report.Plain(p.Advisory), Aliases: visible(p.Aliases), Upstream: visible(p.Upstream), FixedIn: report.Plain(p.FixedIn),
		KnownExploited: p.KnownExploited, Malicious: p.Malicious, Direct: p.Direct, Development: p.Development,
		Reachability: report.Plain(string(p.Reach)),
	}
}

func visible(list []string) []string {
	var out []string
	for _, s := range list {
		out = append(out, report.Sentence(s))
	}
	return out
}
