package report

import (
	"fmt"
	"html"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// maxSummary is how long a summary gets, in bytes: GitHub drops a step's summary
// beyond 1 MiB as a whole, and other text of the same step counts too.
const maxSummary = 1<<20 - 64<<10

// The rows that a section of the summary shows before it only counts.
const (
	maxRows    = 500
	maxDetails = 3000 // bytes of one finding's entry
)

// Summary is the report in Markdown with a little HTML, as job summaries and
// pull-request comments of GitHub and Azure show it. The verdict and what to do
// next come first. It stays under 1 MiB, and says what it left out.
func Summary(r *Report) string {
	p := newPage(r)
	m := &markdown{limit: maxSummary}
	m.head(p)
	m.checks(p.Checks)
	m.going(p.Rollback)
	m.swapped(p.Swap)
	m.findings("Blocking", p.Blocking)
	m.others(p.Others)
	m.gaps("Not examined", p.Gaps)
	m.debts(p.Debts)
	m.list("Warnings", p.Warnings)
	m.details("Coverage and advisories", append(append([]string{}, p.Advisories...), p.Coverage...))
	m.foot(p)
	return m.b.String()
}

// markdown writes blocks as long as there is room. What follows a cut is still
// written when it fits, so that the small sections survive many findings.
type markdown struct {
	b     strings.Builder
	limit int
}

// block writes s if it fits and tells whether it did.
func (m *markdown) block(s string) bool {
	if m.b.Len()+len(s) > m.limit {
		return false
	}
	m.b.WriteString(s)
	return true
}

// rows writes as many of n rows as fit into half of the room that is left, and
// counts the others.
func (m *markdown) rows(n int, what string, row func(i int) string) {
	budget := m.b.Len() + (m.limit-m.b.Len())/2
	for i := range n {
		s := row(i)
		if i >= maxRows || m.b.Len()+len(s) > budget {
			m.block(fmt.Sprintf("\n%s more %s left out here; the full list is in sallyport.sarif.\n", count(n-i), verb(n-i, what+" is", what+"s are")))
			return
		}
		m.block(s)
	}
}

func symbol(v finding.Verdict) string {
	switch v {
	case finding.Open:
		return "✅"
	case finding.Closed:
		return "⛔"
	default:
		return "❔"
	}
}

func (m *markdown) head(p page) {
	m.block("## " + symbol(p.Verdict) + " " + Markdown(p.Headline) + "\n\n**Next:** " + Markdown(p.Next) + "\n\n")
	if len(p.Reasons) > 0 {
		m.rows(len(p.Reasons), "reason", func(i int) string { return "- " + Markdown(clip(p.Reasons[i], maxDetails)) + "\n" })
		m.block("\n")
	}
}

func (m *markdown) checks(rows []checkRow) {
	if len(rows) == 0 {
		return
	}
	m.block("| Check | State | Files | Blocking | Other findings | Gaps | Time |\n|---|---|--:|--:|--:|--:|--:|\n")
	for _, c := range rows {
		state := Markdown(c.State)
		if c.Failed {
			state = "**" + state + "**"
		}
		if c.Message != "" {
			state += ": " + Markdown(clip(c.Message, maxDetails))
		}
		m.block(fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s |\n", Markdown(c.Title), state, count(c.Files), count(c.Blocking), count(c.Others), count(c.Gaps), c.Time))
	}
	m.block("\n")
}

func (m *markdown) findings(title string, list []entry) {
	if len(list) == 0 {
		return
	}
	m.block("### " + title + " (" + count(findingsIn(list)) + ")\n\n")
	m.rows(len(list), "finding", func(i int) string { return item(list[i]) })
	m.block("\n")
}

func (m *markdown) others(list []entry) {
	if len(list) == 0 || !m.block("<details><summary>"+plural(findingsIn(list), "other finding")+"</summary>\n\n") {
		return
	}
	m.rows(len(list), "finding", func(i int) string { return item(list[i]) })
	m.mustClose()
}

// mustClose ends a details element; the limit keeps room for it.
func (m *markdown) mustClose() { m.b.WriteString("\n</details>\n\n") }

func item(e entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "- **%s** %s %s<br>%s", e.Severity, Code(clip(e.Place, maxDetails)), Code(clip(e.Rule, maxDetails)), Markdown(clip(e.Message, maxDetails)))
	for _, l := range tags(e) {
		b.WriteString(" · " + Markdown(clip(l, maxDetails)))
	}
	if e.Advice != "" {
		b.WriteString("<br>→ " + Markdown(clip(e.Advice, maxDetails)))
	}
	if n := len(e.Flow); n > 0 {
		b.WriteString("<br>from " + Code(clip(e.Flow[0], maxDetails)))
		if n > 2 {
			b.WriteString(" through " + plural(n-2, "step"))
		}
	}
	if e.Identity != "" {
		b.WriteString(" <details><summary>fingerprint</summary>" + Code(clip(e.Identity, maxDetails)) + "</details>")
	}
	return b.String() + "\n"
}

// tags are the words behind a finding: its confidence, its status unless that
// goes without saying, and its labels.
func tags(e entry) []string {
	out := []string{e.Confidence}
	if s := finding.Status(e.Status); s != "" && s != finding.Blocks && s != finding.Reported && s != finding.Suppressed {
		out = append(out, e.Status)
	}
	out = append(out, e.Labels...)
	if also := e.also(); also != "" {
		out = append(out, also)
	}
	return out
}

func (m *markdown) gaps(title string, rows []gapRow) {
	if len(rows) == 0 {
		return
	}
	m.block("### " + title + " (" + count(len(rows)) + ")\n\n")
	m.rows(len(rows), "gap", func(i int) string {
		g := rows[i]
		s := "- " + Markdown(g.Check) + ", " + Markdown(g.Kind) + ": "
		if g.Place != "" {
			s += Code(clip(g.Place, maxDetails)) + " "
		}
		return s + Markdown(clip(g.Message, maxDetails)) + "\n"
	})
	m.block("\n")
}

func (m *markdown) debts(rows []debtRow) {
	if len(rows) == 0 {
		return
	}
	m.block("### Owed\n\n| Check | Why it did not run | Due |\n|---|---|---|\n")
	for _, d := range rows {
		m.block("| " + Markdown(d.Check) + " | " + Markdown(clip(d.Reason, maxDetails)) + " | " + Markdown(d.Due) + " |\n")
	}
	m.block("\n")
}

func (m *markdown) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	m.block("### " + title + "\n\n")
	m.rows(len(lines), "line", func(i int) string { return "- " + Markdown(clip(lines[i], maxDetails)) + "\n" })
	m.block("\n")
}

func (m *markdown) details(title string, lines []string) {
	if len(lines) == 0 || !m.block("<details><summary>"+title+"</summary>\n\n") {
		return
	}
	m.rows(len(lines), "line", func(i int) string { return "- " + Markdown(clip(lines[i], maxDetails)) + "\n" })
	m.mustClose()
}

func (m *markdown) going(g *going) {
	if g == nil {
		return
	}
	m.block("### Going back\n\n")
	for _, f := range g.Facts() {
		m.block("- " + f.Name + ": " + Markdown(clip(f.Value, maxDetails)) + "\n")
	}
	m.block("\n")
	for i, d := range g.Deltas {
		if len(d.Entries) == 0 {
			continue
		}
		shown := 0 // the answer fits on one screen; the rest is a click away
		if i == 0 {
			shown = min(maxTop, len(d.Entries))
		}
		m.block("**" + d.Title + ":** " + count(len(d.Entries)) + "\n\n")
		m.rows(shown, "finding", func(i int) string { return item(d.Entries[i]) })
		m.block("\n")
		m.rest(d.Entries[shown:])
	}
	m.gaps("Not judged again", g.Gaps)
	m.list("Warnings about going back", g.Warnings)
}

// maxTop is how many re-opened flaws a summary shows unfolded.
const maxTop = 10

// rest folds findings away.
func (m *markdown) rest(list []entry) {
	if len(list) == 0 || !m.block("<details><summary>"+plural(len(list), "finding")+"</summary>\n\n") {
		return
	}
	m.rows(len(list), "finding", func(i int) string { return item(list[i]) })
	m.mustClose()
}

func (m *markdown) swapped(s *swapped) {
	if s == nil {
		return
	}
	m.block("### " + Markdown(s.Title) + "\n\n")
	m.rows(len(s.Seen), "step", func(i int) string { return "- " + Markdown(clip(s.Seen[i], maxDetails)) + "\n" })
	m.block("\n")
	if len(s.Commands) > 0 {
		steps := html.EscapeString(strings.Join(s.Commands, "\n"))
		// A blank line would end the element for some readers of Markdown.
		for strings.Contains(steps, "\n\n") {
			steps = strings.ReplaceAll(steps, "\n\n", "\n \n")
		}
		m.block("<pre>" + steps + "</pre>\n\n")
	}
}

func (m *markdown) foot(p page) {
	var parts []string
	for _, f := range p.Facts {
		parts = append(parts, Markdown(f.Name+": "+clip(f.Value, 200)))
	}
	m.block("<sub>" + strings.Join(parts, " · ") + "</sub>\n")
	if p.Receipt != "" {
		m.block("\n<sub>Receipt: " + Code(clip(p.Receipt, maxDetails)) + "</sub>\n")
	}
}
