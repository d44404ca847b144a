package report

import (
	"fmt"

	"github.com/sallyport-gate/sallyport/core/rollback"
)

// timeline is the picture of N-1, N and N+1: one mark a version, oldest left.
type timeline struct {
	Width, Height, From, To int
	Marks                   []mark
}

// mark is one version on the line.
type mark struct {
	X                   int
	Name                string // N, N-1, N+1
	Class               string // live, target, blocked or past
	Commit, Mode, Time  string
	Receipt, Note, Says string // Says is the whole in words, for those who do not see it
}

const (
	markStep   = 170
	markMargin = 90
)

func newTimeline(d *rollback.Decision) *timeline {
	if len(d.Line) == 0 {
		return nil
	}
	live := -1
	for i, v := range d.Line {
		if d.Live != nil && v.Commit == d.Live.Commit {
			live = i
		}
	}
	t := &timeline{Width: 2*markMargin + markStep*(len(d.Line)-1), Height: 150, From: markMargin, To: markMargin + markStep*(len(d.Line)-1)}
	for i, v := range d.Line {
		t.Marks = append(t.Marks, newMark(d, v, i, live))
	}
	return t
}

func newMark(d *rollback.Decision, v rollback.Version, i, live int) mark {
	m := mark{X: markMargin + markStep*i, Class: "past", Commit: short(v.Commit), Mode: Sentence(v.Mode), Time: day(v.Time), Receipt: Plain(clip(v.Digest, 19))}
	switch {
	case live < 0:
		m.Name = "?"
	case i == live:
		m.Name = "N"
	default:
		m.Name = fmt.Sprintf("N%+d", i-live)
	}
	switch {
	case i == live:
		m.Class, m.Note = "live", "live"
	case d.Target != nil && v.Commit == d.Target.Commit:
		m.Class, m.Note = "target", "target: "+Sentence(string(d.Action))
	case v.Blocked:
		m.Class, m.Note = "blocked", "blocked"
	case v.Debts > 0:
		m.Note = "owes " + plural(v.Debts, "check")
	}
	m.Says = fmt.Sprintf("%s: commit %s, %s, %s, receipt %s. %s", m.Name, m.Commit, m.Mode, m.Time, m.Receipt, m.Note)
	return m
}

// day is the date of an RFC 3339 time, with the minutes.
func day(at string) string {
	at = Plain(at)
	if len(at) >= 16 && at[10] == 'T' {
		return at[:10] + " " + at[11:16]
	}
	return at
}
