package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// page is what every readable form says, in the order of importance. Its texts
// are one line each and went through Sentence or Plain: a form still escapes
// them for its own markup, but has no control character left to fear.
type page struct {
	Verdict          finding.Verdict
	Headline         string // the verdict and the main reason, one sentence
	Next             string // what to do now
	Reasons          []string
	Warnings         []string
	Facts            []fact
	Checks           []checkRow
	Blocking, Others []entry
	Tally            string // how many findings of each severity and status
	Gaps             []gapRow
	Coverage         []string
	Advisories       []string
	Debts            []debtRow
	Rollback         *going
	Swap             *swapped
	Folder           string
	Receipt          string
}

type fact struct{ Name, Value string }

type checkRow struct {
	Title, State, Message         string
	Failed                        bool
	Files, Blocking, Others, Gaps int
	Time                          string
}

type entry struct {
	Place      string // path:line:column
	Rule       string
	Identity   string // the fingerprint, which `sallyport suppress` takes
	Severity   string
	Confidence string
	Message    string
	Advice     string
	Status     string
	Labels     []string // known exploited, fixed in …, why it is suppressed
	Flow       []string // place: what happens
	Also       []string // further places of the same flaw, see grouped
}

type gapRow struct{ Check, Kind, Place, Message string }

type debtRow struct{ Check, Reason, Due string }

func newPage(r *Report) page {
	blocking, others := split(Ranked(r.Judgement.Findings))
	p := page{
		Verdict: r.Verdict(), Reasons: sentences(r.Judgement.Reasons), Warnings: sentences(r.Judgement.Warnings),
		Facts: facts(r), Checks: checkRows(r), Blocking: grouped(blocking), Others: grouped(others),
		Tally: tally(r.Judgement.Findings), Gaps: gapRows(r.Gaps), Coverage: coverage(r), Advisories: advisories(r),
		Debts: debtRows(r.Debts), Rollback: newGoing(r), Swap: newSwapped(r), Receipt: Plain(r.Receipt),
	}
	if !r.PlanOnly {
		p.Folder = Plain(r.Folder) // of a plan nothing is written
	}
	if r.Rollback != nil && len(p.Reasons) == 0 {
		p.Reasons = sentences(r.Rollback.Reasons)
	}
	p.Headline, p.Next = headline(r, len(blocking), len(others)), next(r, blocking)
	return p
}

func sentences(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if s = Sentence(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func facts(r *Report) []fact {
	c := r.Change
	all := []fact{
		{"mode", r.Mode}, {"scope", r.Scope}, {"examined", r.Root}, {"environment", r.Environment},
		{"repository", c.Repository}, {"commit", c.Commit}, {"ref", c.Ref}, {"base", c.Base},
		{"pull request", c.PullRequest}, {"author", c.Author}, {"run", c.RunURL}, {"Sallyport", r.Version},
	}
	var known []fact
	for _, f := range all {
		if f.Value = Sentence(f.Value); f.Value != "" {
			known = append(known, f)
		}
	}
	return known
}

func checkRows(r *Report) []checkRow {
	type tallies struct{ blocking, others, gaps int }
	by := map[string]*tallies{}
	of := func(check string) *tallies {
		if by[check] == nil {
			by[check] = &tallies{}
		}
		return by[check]
	}
	for _, j := range r.Judgement.Findings {
		check, _, _ := strings.Cut(j.Rule, "/")
		if blocks(j) {
			of(check).blocking++
		} else {
			of(check).others++
		}
	}
	for _, g := range r.Gaps {
		of(g.Check).gaps++
	}
	rows := make([]checkRow, 0, len(r.Checks))
	for _, c := range r.Checks {
		t := of(c.Name)
		rows = append(rows, checkRow{
			Title: Sentence(cmp.Or(c.Title, c.Name)), State: Sentence(string(c.State)), Message: Sentence(c.Message),
			Failed: failed(c.State), Files: c.Coverage.Files, Blocking: t.blocking, Others: t.others, Gaps: t.gaps,
			Time: duration(c.Duration),
		})
	}
	return rows
}

// failed is true for every state that is not a known good one.
func failed(s finding.State) bool {
	return s != finding.Examined && s != finding.Owed && s != finding.Skipped
}

func entries(findings []finding.Judged) []entry {
	out := make([]entry, len(findings))
	for i, j := range findings {
		out[i] = entry{
			Place: place(j.Location), Rule: Sentence(j.Rule), Identity: Sentence(j.Fingerprint), Severity: j.Severity.String(), Confidence: j.Confidence.String(),
			Message: Sentence(j.Message), Advice: Sentence(j.Advice), Status: Sentence(string(j.Status)), Labels: labels(j),
		}
		for _, s := range j.Flow {
			out[i].Flow = append(out[i].Flow, place(s.Location)+": "+Sentence(s.Message))
		}
	}
	return out
}

func labels(j finding.Judged) []string {
	var out []string
	if p := j.Package; p != nil {
		for _, l := range []struct {
			on   bool
			text string
		}{
			{p.Malicious, "malicious package"}, {p.KnownExploited, "known to be exploited"},
			{p.Development, "development only"}, {p.FixedIn != "", "fixed in " + Sentence(p.FixedIn)},
		} {
			if l.on {
				out = append(out, l.text)
			}
		}
	}
	if j.Status == finding.Suppressed {
		out = append(out, "suppressed: "+Sentence(j.Suppression))
	}
	return out
}

// place is path:line:column, as editors and terminals make it a link, and
// archive!file:line:column inside an archive. A path keeps its blanks; only what
// cannot be shown is written out.
func place(l finding.Location) string {
	s := Plain(l.Path)
	if l.Inside != "" {
		s += "!" + Plain(l.Inside)
	}
	if s == "" {
		s = "(no file)"
	}
	if l.StartLine > 0 {
		s += ":" + strconv.Itoa(l.StartLine)
		if l.StartColumn > 0 {
			s += ":" + strconv.Itoa(l.StartColumn)
		}
	}
	return s
}

func gapRows(gaps []finding.Gap) []gapRow {
	out := make([]gapRow, len(gaps))
	for i, g := range gaps {
		place, message := placed(g)
		out[i] = gapRow{Check: Sentence(cmp.Or(g.Check, "walk")), Kind: Sentence(string(g.Kind)), Place: Plain(place), Message: Sentence(message)}
	}
	return out
}

// placed moves a place that begins the message ("FILE: …", "FILE:LINE: …") to the
// gap's own place, so that the file is not named twice.
func placed(g finding.Gap) (place, message string) {
	rest, found := strings.CutPrefix(g.Message, g.Path+":")
	if g.Path == "" || !found {
		return g.Path, g.Message
	}
	line, after, numbered := strings.Cut(rest, ":")
	if _, err := strconv.Atoi(line); numbered && err == nil {
		return g.Path + ":" + line, strings.TrimSpace(after)
	}
	return g.Path, strings.TrimSpace(rest)
}

// coverage tells what was left out on purpose, so that nobody takes silence for
// a clean bill.
func coverage(r *Report) []string {
	var out []string
	add := func(who string, c finding.Coverage) {
		for _, reason := range slices.Sorted(maps.Keys(c.Skips)) {
			if n := c.Skips[reason]; n > 0 {
				out = append(out, fmt.Sprintf("%s: %s not examined: %s", who, plural(n, "file"), Sentence(reason)))
			}
		}
	}
	add("walk", r.Walk)
	for _, c := range r.Checks {
		add(Sentence(c.Name), c.Coverage)
	}
	return out
}

// advisories tells how old the advisories are and what they hold.
func advisories(r *Report) []string {
	var out []string
	if w := r.Watermark; w != nil {
		line := "advisories of " + Sentence(w.Time) + " (" + Sentence(w.Source) + ")"
		if at, err := time.Parse(time.RFC3339, w.Time); err == nil && !r.Started.IsZero() && r.Started.After(at) {
			line += ", " + plural(int(r.Started.Sub(at).Hours()/24), "day") + " old"
		}
		out = append(out, line)
	}
	out = append(out, sentences(r.Walk.Notes)...)
	for _, c := range r.Checks {
		for _, n := range sentences(c.Coverage.Notes) {
			out = append(out, Sentence(c.Name)+": "+n)
		}
	}
	return out
}

func debtRows(debts []receipt.Debt) []debtRow {
	var out []debtRow
	for _, d := range debts {
		out = append(out, debtRow{Check: Sentence(d.Check), Reason: Sentence(d.Reason), Due: Sentence(d.Due)})
	}
	return out
}
