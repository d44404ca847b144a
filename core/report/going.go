package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// going is a rollback's part of the page: what runs, where we would go, and
// what that changes.
type going struct {
	Action, Environment string
	Live, Target        string // one line each
	Why, Override       string
	Floor               string
	Sources             []string // what ledger, platform and slots say, a line each
	Warnings            []string
	Deltas              []delta
	Gaps                []gapRow
	Timeline            *timeline
	DORA                string
}

// delta is one list of flaws, the exploited first, then the worst.
type delta struct {
	Title   string
	Entries []entry
}

func newGoing(r *Report) *going {
	d := r.Rollback
	if d == nil {
		return nil
	}
	g := &going{
		Action: Sentence(string(d.Action)), Environment: Sentence(d.Environment),
		Live: versionLine(d.Live, "unknown: no receipt says what runs now"), Target: versionLine(d.Target, "none: there is no candidate"),
		Why: Sentence(d.Why), Override: Sentence(d.Override), Warnings: sentences(d.Warnings),
		Gaps: gapRows(onlyHere(d.Gaps, r.Gaps)), Timeline: newTimeline(d), DORA: dora(r),
		Deltas: []delta{
			{"Re-opened by going back", flaws(d.Delta.Reopened)},
			{"In both versions", flaws(d.Delta.Retained)},
			{"Closed by going back", flaws(d.Delta.Closed)},
			{"Credentials of the target that were revoked since", flaws(d.Delta.Revoked)},
		},
	}
	for _, s := range d.Sources {
		line := s.Name + ": live " + s.Live + "; to go back to " + s.Target
		if !s.Agrees {
			line += " (does not agree)"
		}
		g.Sources = append(g.Sources, Sentence(line))
	}
	if d.Floor > 0 {
		g.Floor = strconv.Itoa(d.Floor)
	}
	return g
}

// counts is the delta in one line.
func (g *going) counts() string {
	return fmt.Sprintf("re-opens %s, keeps %s, closes %s", count(len(g.Deltas[0].Entries)), count(len(g.Deltas[1].Entries)), count(len(g.Deltas[2].Entries)))
}

// onlyHere leaves out the gaps that the report tells anyway.
func onlyHere(gaps, told []finding.Gap) []finding.Gap {
	known := make(map[finding.Gap]bool, len(told))
	for _, g := range told {
		known[g] = true
	}
	return slices.DeleteFunc(slices.Clone(gaps), func(g finding.Gap) bool { return known[g] })
}

func plainLines(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = Plain(s)
	}
	return out
}

func versionLine(v *rollback.Version, none string) string {
	if v == nil {
		return none
	}
	line := cmp.Or(short(v.Commit), "(no commit)")
	if v.Mode != "" {
		line += ", " + Sentence(v.Mode)
	}
	if v.Time != "" {
		line += " judged at " + Sentence(v.Time)
	}
	if v.Receipt != "" {
		line += ", receipt " + Sentence(v.Receipt)
	}
	return line
}

func flaws(list []rollback.Flaw) []entry {
	out := make([]entry, len(list))
	for i, f := range list {
		e := entries([]finding.Judged{{Finding: f.Finding}})[0]
		if e.Message == "" {
			// Receipts hold fingerprints only, so there is no more to say.
			e.Message = "recorded in the receipt as " + Sentence(f.Fingerprint)
		}
		if f.Blocks {
			e.Labels = append([]string{"blocks"}, e.Labels...)
		}
		out[i] = e
	}
	return out
}

// Facts are the lines at the head of the section.
func (g *going) Facts() []fact {
	all := []fact{{"Decision", g.Action}, {"Environment", g.Environment}, {"Live now", g.Live}, {"Back to", g.Target}, {"Why there", g.Why},
		{"Against advice", g.Override}, {"Security floor", g.Floor}, {"By today's advisories", g.counts()}}
	for _, s := range g.Sources {
		name, says, _ := strings.Cut(s, ": ")
		all = append(all, fact{strings.ToUpper(name[:1]) + name[1:], says})
	}
	all = append(all, fact{"DORA", g.DORA})
	var known []fact
	for _, f := range all {
		if f.Value != "" {
			known = append(known, f)
		}
	}
	return known
}
