package sarif

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// ruleSet is the list of rules that a file declares, sorted by id.
type ruleSet struct {
	descriptors []descriptor
	index       map[string]int
	cut         int // declared by the report and left out
}

// rules gathers every rule of the report, and a makeshift one for a finding
// whose rule the report does not declare: a result without a rule is refused.
func (w *writer) rules(kept []finding.Judged) ruleSet {
	named := map[string]float64{} // the worst security severity of a rule's results
	byID := map[string]finding.Rule{}
	for _, r := range w.report.Rules {
		byID[r.ID] = r
	}
	for _, j := range kept {
		named[j.Rule] = max(named[j.Rule], securitySeverity(j.Finding))
		if _, ok := byID[j.Rule]; !ok {
			byID[j.Rule] = makeshift(j.Finding)
		}
	}
	ids := make([]string, 0, len(byID))
	for id := range byID {
		if _, ok := named[id]; ok || !w.essential {
			ids = append(ids, id)
		}
	}
	ids = w.firstNamed(ids, named)
	set := ruleSet{index: make(map[string]int, len(ids)), cut: len(byID) - len(ids)}
	for i, id := range ids {
		score, ok := named[id]
		if r := byID[id]; !ok {
			score = band(r.Severity)
		}
		set.index[id] = i
		set.descriptors = append(set.descriptors, w.descriptor(byID[id], score))
	}
	return set
}

// firstNamed sorts ids and keeps as many as the dialect takes, those that
// results name before the others.
func (w *writer) firstNamed(ids []string, named map[string]float64) []string {
	slices.Sort(ids)
	if w.limits.rules == 0 || len(ids) <= w.limits.rules {
		return ids
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		_, an := named[a]
		_, bn := named[b]
		return cmp.Compare(btoi(bn), btoi(an))
	})
	ids = ids[:w.limits.rules]
	slices.Sort(ids)
	return ids
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func makeshift(f finding.Finding) finding.Rule {
	return finding.Rule{ID: f.Rule, Title: f.Rule, Severity: f.Severity, Confidence: f.Confidence,
		Summary: "A rule of another tool or of the project itself, which came without a description."}
}

func (w *writer) descriptor(r finding.Rule, score float64) descriptor {
	title := cmp.Or(report.Sentence(r.Title), report.Plain(r.ID))
	summary := cmp.Or(report.Sentence(r.Summary), title)
	help := cmp.Or(lines(r.Help), summary)
	return descriptor{
		ID:               report.Plain(r.ID),
		Name:             shorten(pascal(r.ID), w.limits.name),
		ShortDescription: &text{Text: shorten(sentence(title), w.limits.description)},
		FullDescription:  &text{Text: shorten(sentence(summary), w.limits.description)},
		Help:             &text{Text: help, Markdown: help},
		HelpURI:          webAddress(r.HelpURI),
		Default:          &configuration{Level: level(r.Severity, r.Confidence)},
		Properties: &ruleProperties{
			Tags:             w.tags(r),
			Precision:        precision(r.Confidence),
			SecuritySeverity: number(score),
		},
	}
}

// tags has what hosts act on first, so that a limit cuts the rest.
func (w *writer) tags(r finding.Rule) []string {
	tags := []string{"security"}
	for _, n := range r.CWE {
		tags = append(tags, fmt.Sprintf("external/cwe/cwe-%03d", n))
	}
	for _, t := range r.Tags {
		if t = report.Sentence(t); t != "" {
			tags = append(tags, t)
		}
	}
	unique := tags[:0:0]
	for _, t := range tags {
		if !slices.Contains(unique, t) {
			unique = append(unique, t)
		}
	}
	if n := w.limits.tags; n > 0 && len(unique) > n {
		unique = unique[:n]
	}
	return unique
}

// pascal makes "SastCsharpSqlInjection" of "sast/csharp-sql-injection".
func pascal(id string) string {
	var b strings.Builder
	upper := true
	for i := range len(id) {
		c := id[i]
		switch {
		case c >= 'a' && c <= 'z' && upper:
			b.WriteByte(c - 'a' + 'A')
			upper = false
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
			b.WriteByte(c)
			upper = false
		default:
			upper = true
		}
	}
	if name := b.String(); name != "" && name != id {
		return name
	}
	return "Rule" + b.String() // SARIF wants a name that differs from the id
}

// webAddress keeps addresses that a reader may follow.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}
