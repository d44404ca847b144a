package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Style is how a terminal wants its text.
type Style struct {
	Color bool // ANSI colours
	Width int  // columns; 0 means 100
}

// How many findings are shown; the rest is counted. Nobody scrolls back further.
const (
	maxBlocking = 100
	maxOthers   = 20 // and of every other list
)

// Text is the report for a terminal or a log. What has to be fixed comes before
// what may be read; the verdict, its reasons and what to do next are the last
// thing on the screen, because that is where the reader looks.
func Text(r *Report, style Style) string {
	p := newPage(r)
	t := &terminal{style: style, width: style.Width}
	if t.width <= 0 {
		t.width = 100
	}
	t.width = max(t.width, 40)
	t.checks(p.Checks)
	t.context(p)
	t.blocking(p.Blocking)
	t.others(p.Others)
	t.gaps("Not examined", p.Gaps)
	t.debts(p.Debts)
	t.swapped(p.Swap)
	t.going(p.Rollback)
	t.verdict(p)
	return t.b.String()
}

type terminal struct {
	b     strings.Builder
	style Style
	width int
}

// The few colours, by what they mean.
const (
	bold, dim, red, yellow, green, reset = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[0m"
)

func (t *terminal) paint(codes, s string) string {
	if !t.style.Color || s == "" {
		return s
	}
	return codes + s + reset
}

func (t *terminal) title(s string) { t.b.WriteString(t.paint(bold, s) + "\n") }

// line writes s below the indentation, folded to the width.
func (t *terminal) line(indent int, codes, s string) {
	for _, part := range fold(s, max(t.width-indent, 20)) {
		t.b.WriteString(strings.Repeat(" ", indent) + t.paint(codes, part) + "\n")
	}
}

func (t *terminal) checks(rows []checkRow) {
	if len(rows) == 0 {
		return
	}
	widest := 0
	for _, c := range rows {
		widest = max(widest, cells(c.Title))
	}
	t.title("Checks")
	for _, c := range rows {
		s := c.Title + strings.Repeat(" ", widest-cells(c.Title)) + "  " + c.State
		if c.State == string(finding.Examined) {
			s += ", " + plural(c.Files, "file")
		}
		s += fmt.Sprintf(", %s blocking, %s other", count(c.Blocking), count(c.Others))
		if c.Gaps > 0 {
			s += ", " + plural(c.Gaps, "gap")
		}
		if c.Time != "" {
			s += ", " + c.Time
		}
		codes := ""
		if c.Failed {
			codes = red
		}
		t.line(2, codes, s)
		if c.Message != "" {
			t.line(4, codes, c.Message)
		}
	}
	t.b.WriteString("\n")
}

func (t *terminal) context(p page) {
	for _, s := range append(append([]string{}, p.Advisories...), p.Coverage...) {
		t.line(2, dim, s)
	}
	if len(p.Advisories)+len(p.Coverage) > 0 {
		t.b.WriteString("\n")
	}
}

func (t *terminal) gaps(title string, rows []gapRow) {
	if len(rows) == 0 {
		return
	}
	t.title(title + " (" + count(len(rows)) + ")")
	for i, g := range rows {
		if i == maxOthers {
			t.line(2, dim, "and "+plural(len(rows)-i, "more gap")+", in summary.md and sallyport.sarif")
			break
		}
		s := g.Check + ", " + g.Kind + ": " + g.Message
		if g.Place != "" {
			s = g.Place + ": " + s
		}
		t.line(2, yellow, s)
	}
	t.b.WriteString("\n")
}

func (t *terminal) others(list []entry) {
	if len(list) == 0 {
		return
	}
	t.title("Reported, not blocking (" + count(findingsIn(list)) + ")")
	for i, e := range list {
		if i == maxOthers {
			t.line(2, dim, "and "+plural(findingsIn(list[i:]), "more finding")+", in report.html and sallyport.sarif")
			break
		}
		t.line(2, "", e.Place+"  "+e.Severity+"  "+e.Rule)
		t.line(4, dim, strings.Join(append([]string{e.Message}, tags(e)...), " · "))
	}
	t.b.WriteString("\n")
}

func (t *terminal) blocking(list []entry) {
	if len(list) == 0 {
		return
	}
	t.title("Blocking (" + count(findingsIn(list)) + ")")
	for i, e := range list {
		if i == maxBlocking {
			t.line(2, red, "and "+plural(findingsIn(list[i:]), "more blocking finding")+", in report.html and sallyport.sarif")
			break
		}
		t.finding(e)
	}
	t.b.WriteString("\n")
}

func (t *terminal) finding(e entry) {
	t.line(2, bold+red, e.Place)
	t.line(4, "", strings.Join(append([]string{e.Severity, e.Rule}, tags(e)...), " · "))
	t.line(4, "", e.Message)
	for _, s := range ends(e.Flow) {
		t.line(6, dim, s)
	}
	if e.Advice != "" {
		t.line(4, green, "→ "+e.Advice)
	}
	if e.Identity != "" {
		t.line(4, dim, "fingerprint "+e.Identity)
	}
}

// ends keeps the source, the sink and a count of what lies between.
func ends(flow []string) []string {
	if len(flow) <= 4 {
		return flow
	}
	return []string{flow[0], "… " + plural(len(flow)-2, "step") + " …", flow[len(flow)-1]}
}

func (t *terminal) debts(rows []debtRow) {
	if len(rows) == 0 {
		return
	}
	t.title("Owed (" + count(len(rows)) + ")")
	for _, d := range rows {
		t.line(2, yellow, d.Check+", due "+d.Due+": "+d.Reason)
	}
	t.b.WriteString("\n")
}

// maxGoing is how many flaws of a rollback the terminal shows: the answer has to
// fit on one screen.
const maxGoing = 5

func (t *terminal) going(g *going) {
	if g == nil {
		return
	}
	if reopened := g.Deltas[0]; len(reopened.Entries) > 0 {
		t.title(reopened.Title + " (" + count(len(reopened.Entries)) + ")")
		for i, f := range reopened.Entries {
			if i == maxGoing {
				t.line(2, dim, "and "+plural(len(reopened.Entries)-i, "more finding")+", in report.html")
				break
			}
			t.line(2, "", strings.Join(append([]string{f.Severity, f.Rule, f.Place}, f.Labels...), " · "))
			t.line(4, dim, f.Message)
		}
		t.b.WriteString("\n")
	}
	t.gaps("Not judged again", g.Gaps)
	for i, w := range g.Warnings {
		if i == maxGoing {
			t.line(0, yellow, "and "+plural(len(g.Warnings)-i, "more warning")+", in summary.md")
			break
		}
		t.line(0, yellow, "warning: "+w)
	}
	for _, f := range g.Facts() {
		t.line(0, "", f.Name+": "+f.Value)
	}
	t.b.WriteString("\n")
}

func (t *terminal) swapped(s *swapped) {
	if s == nil {
		return
	}
	t.title(s.Title)
	for _, seen := range s.Seen {
		t.line(2, "", seen)
	}
	for _, c := range s.Commands {
		t.b.WriteString(strings.TrimRight("  "+c, " ") + "\n") // commands are not folded: they are copied
	}
	t.b.WriteString("\n")
}

func (t *terminal) verdict(p page) {
	for i, w := range p.Warnings {
		if i == maxOthers {
			t.line(0, yellow, "and "+plural(len(p.Warnings)-i, "more warning")+", in summary.md")
			break
		}
		t.line(0, yellow, "warning: "+w)
	}
	codes := map[finding.Verdict]string{finding.Open: green, finding.Closed: red}[p.Verdict]
	if codes == "" {
		codes = yellow
	}
	t.line(0, bold+codes, p.Headline)
	for i, s := range p.Reasons {
		if i == maxOthers {
			t.line(2, "", "and "+plural(len(p.Reasons)-i, "more reason"))
			break
		}
		t.line(2, codes, "- "+s)
	}
	if p.Tally != "" {
		t.line(0, "", "Findings: "+p.Tally+".")
	}
	if p.Receipt != "" {
		t.line(0, "", "Receipt: "+p.Receipt)
	}
	if p.Folder != "" {
		t.line(0, "", "Reports: "+strings.TrimRight(p.Folder, "/")+"/ (summary.md, report.html, sallyport.sarif)")
	}
	t.line(0, bold, "Next: "+p.Next)
}

// fold breaks a line at blanks so that no part is wider than width, unless one
// word alone is: paths and addresses stay whole, for they are copied.
func fold(s string, width int) []string {
	var parts []string
	part, used := "", 0
	for i, word := range strings.Split(s, " ") {
		n := cells(word)
		switch {
		case i == 0:
			part, used = word, n
		case used+1+n > width && used > 0:
			parts = append(parts, strings.TrimRight(part, " "))
			part, used = word, n
		default:
			part, used = part+" "+word, used+1+n
		}
	}
	return append(parts, part)
}

// cells is how many columns s takes: East Asian wide characters and emoji two,
// combining marks none.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me):
		case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
			r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
			n += 2
		default:
			n++
		}
	}
	return n
}
