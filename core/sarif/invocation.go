package sarif

import (
	"fmt"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// The kinds of notifications beside the gaps.
const (
	checkState = "check-state" // a check did not run to its end
	limitCut   = "limit"       // the host's limits cut something away
	otherKind  = "other"       // a kind of gap that this package does not know
)

// kind is one kind of notification and what it means.
type kind struct{ id, meaning, help string }

// kinds lists every kind of notification, in the order in which files declare them.
func kinds() []kind {
	return []kind{
		{string(finding.Unreadable), "A file could not be read.", " Make it readable to the gate, or exclude it in the policy."},
		{string(finding.TooLarge), "A file is over the size limit.", " Exclude it in the policy if it needs no examination."},
		{string(finding.Unparsed), "The syntax of a file or region was not understood.", " Correct the file, or exclude it in the policy."},
		{string(finding.Unresolved), "The files do not settle a dependency's version.", " Commit a lockfile that settles it."},
		{string(finding.NoAdvisories), "The advisory index does not hold an ecosystem.", " Build an index that holds it."},
		{string(finding.Sample), "The advisory index holds only a sample of an ecosystem.", " Use a complete index, or set advisories.allowSample in the policy."},
		{string(finding.Stale), "The advisory index is older than the policy allows.", " Update the index, or set advisories.allowStale in the policy."},
		{string(finding.Crashed), "A check crashed on a file.", " Report it to the project; exclude the file in the policy meanwhile."},
		{string(finding.Cut), "A budget of steps or time was used up.", " Raise the limit, or divide the work."},
		{string(finding.Refused), "A rule cannot be supported.", " Remove the rule, or rewrite it in what is supported."},
		{checkState, "A check did not run to its end.", " The message says why; run it again when that is mended."},
		{limitCut, "The limits of the host cut this file.", " The whole answer is in sallyport.sarif."},
		{otherKind, "Something else could not be examined.", " The message says what."},
	}
}

func declaredKinds() []descriptor {
	var all []descriptor
	for _, k := range kinds() {
		// The validators ask of a notification what they ask of a rule.
		meaning := &text{Text: k.meaning}
		all = append(all, descriptor{ID: k.id, Name: pascal("notice/" + k.id), ShortDescription: meaning,
			FullDescription: meaning, Help: &text{Text: k.meaning + k.help, Markdown: k.meaning + k.help}})
	}
	return all
}

func (w *writer) driver(rules ruleSet) driver {
	d := driver{
		Name: "Sallyport", FullName: "Sallyport", Organization: "Sallyport", InformationURI: information,
		Version: "0.0.0", Rules: rules.descriptors, Notifications: declaredKinds(),
	}
	if d.Rules == nil {
		d.Rules = []descriptor{}
	}
	if v := report.Plain(w.report.Version); v != "" {
		d.Version = v
		d.FullName = "Sallyport " + v
		d.SemanticVersion = semantic(v)
	}
	return d
}

func (w *writer) invocation(cutResults, cutRules int) invocation {
	r := w.report
	in := invocation{
		ExecutionSuccessful: successful(r),
		ExitCode:            r.Verdict().ExitCode(),
		ExitDescription:     "The gate is " + report.Plain(string(r.Verdict())) + ".",
	}
	if !r.Started.IsZero() {
		in.Start = r.Started.UTC().Format(time.RFC3339)
		in.End = r.Started.Add(r.Duration).UTC().Format(time.RFC3339)
	}
	var notes []notification
	if cutResults > 0 {
		notes = append(notes, note(limitCut, "warning", fmt.Sprintf(
			"%d results of the least weight are not in this file, because the host takes no more; sallyport.sarif has them all.", cutResults), ""))
	}
	if cutRules > 0 {
		notes = append(notes, note(limitCut, "note", fmt.Sprintf(
			"%d rules without results are not in this file, because the host takes no more.", cutRules), ""))
	}
	for _, c := range r.Checks {
		if n, ok := state(c.CheckState); ok {
			notes = append(notes, n)
		}
	}
	in.Notifications = w.fit(append(notes, w.gaps()...))
	return in
}

// successful is whether the whole answer is known. Findings are no failure.
func successful(r *report.Report) bool {
	if v := r.Verdict(); v != finding.Open && v != finding.Closed {
		return false
	}
	for _, c := range r.Checks {
		if s := c.State; s != finding.Examined && s != finding.Owed && s != finding.Skipped {
			return false
		}
	}
	return true
}

func state(c finding.CheckState) (notification, bool) {
	message := fmt.Sprintf("The check '%s' is %s", report.Plain(c.Name), report.Plain(string(c.State)))
	if why := plainMessage(c.Message); why != "" {
		message += ": " + why
	}
	switch c.State {
	case finding.Examined:
		return notification{}, false
	case finding.Owed:
		return note(checkState, "warning", message, ""), true
	case finding.Skipped:
		return note(checkState, "note", message, ""), true
	default:
		return note(checkState, "error", message, ""), true
	}
}

// gaps are errors as long as they can be what keeps the run undecided. In a
// decided run the policy has accepted them, or something worse closed the gate.
func (w *writer) gaps() []notification {
	level := "warning"
	if !successful(w.report) {
		level = "error"
	}
	var notes []notification
	for _, g := range w.report.Gaps {
		message := plainMessage(g.Message)
		if g.Check != "" {
			message = "The check '" + report.Plain(g.Check) + "': " + message
		}
		notes = append(notes, note(string(g.Kind), level, message, g.Path))
	}
	return notes
}

// fit keeps to the dialect's number of notifications, and says so.
func (w *writer) fit(notes []notification) []notification {
	limit := w.limits.notes
	if w.essential {
		limit = 20
	}
	if limit == 0 || len(notes) <= limit {
		return notes
	}
	cut := note(limitCut, "warning", fmt.Sprintf(
		"%d notifications are not in this file, because the host takes no more; sallyport.sarif has them all.", len(notes)-limit), "")
	return append(notes[:limit:limit], cut)
}

func note(id, level, message, path string) notification {
	all := kinds()
	at := slices.IndexFunc(all, func(k kind) bool { return k.id == id })
	if at < 0 {
		at = len(all) - 1
	}
	n := notification{Descriptor: reference{ID: all[at].id, Index: at}, Level: level, Message: text{Text: sentence(message)}}
	if path != "" {
		n.Locations = []location{{Physical: physicalLocation{Artifact: artifactLocation{URI: relativeURI(path), URIBaseID: sourceRoot}}}}
	}
	return n
}
