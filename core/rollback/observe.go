package rollback

import (
	"fmt"
	"strings"
	"time"
)

// Deployment is one deployment to the environment, as a platform recorded it.
type Deployment struct {
	Commit    string // full hash
	Time      time.Time
	Succeeded bool   // it reached the environment, also when another one followed
	ID        string // the platform's own
	Build     int    // Azure DevOps: the run, 0 elsewhere
	Pipeline  int    // Azure DevOps: its definition
}

// Observed is what platform and slots say. The zero value says that nobody was asked.
type Observed struct {
	Platform    string       // its name; empty when none was asked
	Deployments []Deployment // newest first
	PlatformGap error        // why they are not known, or not all of them

	Slots      bool // the slots were asked
	Production Word
	Staging    Word
	SlotsGap   error

	// Required holds whatever cannot be agreed on: a swap is to be carried out.
	Required bool
	// Live is the commit that an earlier, unfinished run found live; empty without one.
	Live string
}

// Word is what a slot says that it runs.
type Word struct {
	Said string
	Is   func(commit string, digests []string) bool
}

func (w Word) names(v *Version) bool {
	return v != nil && w.Said != "" && w.Is != nil && w.Is(v.Commit, v.Artifacts)
}

func (o Observed) platformKnown() bool { return o.Platform != "" && o.PlatformGap == nil }

// newest is the newest deployment that succeeded.
func (o Observed) newest() (Deployment, bool) {
	for _, d := range o.Deployments {
		if d.Succeeded {
			return d, true
		}
	}
	return Deployment{}, false
}

// mayBeLive tells whether a version can be the one that runs: the slot's word
// counts, else the platform's.
func (o Observed) mayBeLive(e *entry) bool {
	switch {
	case o.Live != "":
		return e.commit() == o.Live
	case o.Slots && o.SlotsGap == nil && o.Production.Said != "":
		return o.Production.names(e.version())
	case o.platformKnown():
		d, known := o.newest()
		return !known || d.Commit == e.commit()
	default:
		return true
	}
}

// meetPlatform keeps the candidates that the platform saw in the environment: a
// receipt says that a version passed, and not that it was ever live.
func (l *line) meetPlatform() {
	if !l.seen.platformKnown() {
		return
	}
	reached := map[string]bool{}
	for _, d := range l.seen.Deployments {
		if d.Succeeded {
			reached[d.Commit] = true
		}
	}
	var kept []*entry
	for _, e := range l.candidates {
		if reached[e.commit()] {
			kept = append(kept, e)
		} else {
			l.passedOver = append(l.passedOver, fmt.Sprintf("%s is passed over: %s records no successful deployment of it to %s.", upper(label(e)), l.seen.Platform, l.environment))
		}
	}
	l.candidates = kept
}

// unreceipted tells what production says it runs, when no receipt speaks of it.
func (l line) unreceipted() string {
	if l.live == nil && l.seen.Slots && l.seen.SlotsGap == nil && l.seen.Live == "" {
		return l.seen.Production.Said
	}
	return ""
}

// silent tells whether production did not say what it runs, although it was asked.
func (l line) silent() bool {
	return l.seen.Slots && l.seen.SlotsGap == nil && l.seen.Production.Said == "" && l.live != nil
}

// agree holds what was allowed while ledger, platform and slots disagree, and
// shows what each of them says. A person who named the target has decided for
// the platform's part of it; what is live has to be agreed on all the same.
func (l line) agree(d Decision, auto bool) Decision {
	if !l.seen.Slots && l.seen.Platform == "" && !l.seen.Required || l.seen.Live != "" {
		return d // nobody was asked, or an earlier run is half way
	}
	platform, platformHolds := l.platformSays(d, auto)
	slots, slotsHold := l.slotsSay(d, auto)
	d.Sources = []Source{{Name: "ledger", Live: words(d.Live), Target: words(d.Target), Agrees: true}, platform, slots}
	if !d.Action.Allows() {
		return d
	}
	var doubts []string
	for _, s := range d.Sources {
		doubts = append(doubts, fmt.Sprintf("%s: live %s; to go back to %s.", upper(s.Name), s.Live, s.Target))
	}
	switch {
	case platformHolds || slotsHold:
		d.WrongSlot = d.Target != nil && l.seen.Slots && l.seen.SlotsGap == nil && !l.seen.Staging.names(d.Target)
		return d.hold(append([]string{"Ledger, platform and slots do not agree, and nobody may guess at which is right."}, doubts...), mend(d))
	case !platform.Agrees:
		d.Warnings = append(d.Warnings, doubts[1])
	case !slots.Agrees:
		d.Warnings = append(d.Warnings, doubts[2])
	}
	return d
}

func mend(d Decision) string {
	if d.WrongSlot {
		return "deploy the artifact of commit " + d.Target.Commit[:12] + " to the slot, and run this again."
	}
	return "look at the three, name the right version in target, and run this again."
}

func (l line) platformSays(d Decision, auto bool) (s Source, holds bool) {
	s = Source{Name: l.seen.Platform, Live: "unknown", Target: "unknown"}
	switch {
	case l.seen.Platform == "":
		s.Name, s.Live = "platform", "not asked (no token, or no platform here)"
		s.Agrees = !l.seen.Required || !auto
		return s, !s.Agrees
	case l.seen.PlatformGap != nil:
		s.Live = "not known: " + strings.TrimSuffix(l.seen.PlatformGap.Error(), ".")
		return s, auto
	}
	newest, known := l.seen.newest()
	if known {
		s.Live = commitWords(newest.Commit)
	}
	for _, older := range l.seen.Deployments {
		switch {
		case !older.Succeeded || older.Commit == newest.Commit:
		case d.Target != nil && older.Commit == d.Target.Commit:
			s.Target = commitWords(older.Commit)
		case s.Target == "unknown":
			s.Target = commitWords(older.Commit)
		}
	}
	live := known && d.Live != nil && newest.Commit == d.Live.Commit
	s.Agrees = live && s.Target == words(d.Target)
	return s, !live || auto && !s.Agrees
}

// slotsSay tells what the slots run. Production that is down says nothing; then
// the platform, or whoever named the target, answers for what it is.
func (l line) slotsSay(d Decision, auto bool) (s Source, holds bool) {
	s = Source{Name: "slots", Live: "not asked", Target: "not asked", Agrees: true}
	switch {
	case !l.seen.Slots:
		return s, false
	case l.seen.SlotsGap != nil:
		s.Live, s.Target, s.Agrees = "not known: "+strings.TrimSuffix(l.seen.SlotsGap.Error(), "."), "not known", false
		return s, l.seen.Required
	}
	s.Live, s.Target = said(l.seen.Production, d.Live), said(l.seen.Staging, d.Target)
	down := l.seen.Production.Said == "" && (l.seen.platformKnown() || !auto)
	s.Agrees = (l.seen.Production.names(d.Live) || down) && l.seen.Staging.names(d.Target)
	return s, !s.Agrees
}

func said(w Word, v *Version) string {
	switch {
	case w.Said == "":
		return "does not say"
	case w.names(v):
		return words(v)
	default:
		return fmt.Sprintf("says %.80q", w.Said)
	}
}

func words(v *Version) string {
	if v == nil {
		return "unknown"
	}
	return commitWords(v.Commit)
}

func commitWords(commit string) string { return "commit " + commit[:min(12, len(commit))] }
