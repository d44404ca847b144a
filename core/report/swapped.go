package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// swapped is what became of a slot swap, as the readable forms tell it.
type swapped struct {
	Title    string
	Message  string
	Seen     []string // what was done and observed, in order
	Commands []string // what a person types; blanks at the front matter
}

// newSwapped is nil when there is neither a swap nor a plan of one.
func newSwapped(r *Report) *swapped {
	switch {
	case r.Swap == nil && len(r.Steps) == 0:
		return nil
	case r.Swap == nil && r.Verdict() != finding.Open:
		return &swapped{Title: "What to type", Commands: plainLines(r.Steps)}
	case r.Swap == nil:
		return &swapped{Title: "Plan of the slot swap, nothing of which was carried out", Commands: plainLines(r.Steps)}
	}
	s := &swapped{Title: "The slot swap: " + Sentence(string(r.Swap.End)), Message: Sentence(r.Swap.Message), Seen: sentences(r.Swap.Steps), Commands: plainLines(r.Swap.Commands)}
	return s
}

// swapHeadline begins with the end, because that is what is looked for.
func swapHeadline(s *swap.Result) string {
	to := short(s.Order.To.Commit)
	message := Sentence(s.Message)
	switch s.End {
	case swap.Committed:
		return "Done: " + message
	case swap.Frozen:
		return "Frozen on the way to " + to + ": " + message + " Both slots stay as they are."
	case swap.Denied:
		return "Going to " + to + " is denied: " + message
	default:
		return "Held on the way to " + to + ": " + message
	}
}

func swapNext(r *Report) string {
	switch s := r.Swap; {
	case s.End == swap.Committed && s.Unrecorded:
		return "Run the same command again: it records what is done, and swaps nothing."
	case s.End == swap.Committed && s.Order.Kind == "rollback":
		return "Mend " + short(s.Order.From.Commit) + ", which is blocked now, and release the repair; mode=hotfix has a time budget."
	case s.End == swap.Committed:
		return "Pay what is owed before it is due."
	case s.End == swap.Frozen:
		return "Look at both slots with the commands above, then run the same command again: it looks before it does anything."
	default:
		return "Mend what the reason names, and run this again."
	}
}

// dora is DORA's measures in one line.
func dora(r *Report) string {
	m := r.Measures
	if m == nil || m.Changes == 0 {
		return ""
	}
	line := fmt.Sprintf("in %d days %s, %s left by a rollback, %s", m.Days, plural(m.Changes, "version"), count(m.Failures), plural(m.Reworks, "hotfix"))
	line = strings.ReplaceAll(line, "hotfixs", "hotfixes")
	if r.Swap != nil && r.Swap.End == swap.Committed {
		line += "; recovered " + (time.Duration(m.RecoverySeconds) * time.Second).String() + " after the live version was judged"
	}
	return line
}

type swapFile struct {
	End       string   `json:"end"` // committed, held, frozen or denied
	Message   string   `json:"message"`
	Kind      string   `json:"kind"` // rollback or forward
	From      string   `json:"from"`
	To        string   `json:"to"`
	Live      string   `json:"live"` // what production said last
	Procedure string   `json:"procedure"`
	Swaps     int      `json:"swaps"`
	Resumed   bool     `json:"resumed"`
	Recorded  bool     `json:"recorded"`
	Baseline  string   `json:"baseline"` // health of the version that was left: "4/5"
	Health    string   `json:"health"`
	Steps     []string `json:"steps"`
	Commands  []string `json:"commands"`
}

func swapOf(r *Report) *swapFile {
	s := r.Swap
	if s == nil {
		return nil
	}
	ratio := func(h swap.Health) string { return fmt.Sprintf("%d/%d", h.Healthy, h.Of) }
	return &swapFile{End: Plain(string(s.End)), Message: Sentence(s.Message), Kind: Plain(s.Order.Kind), From: Plain(s.Order.From.Commit), To: Plain(s.Order.To.Commit),
		Live: Plain(s.Live), Procedure: Plain(s.Procedure), Swaps: s.Swaps, Resumed: s.Resumed, Recorded: s.End == swap.Committed && !s.Unrecorded,
		Baseline: ratio(s.Baseline), Health: ratio(s.Health), Steps: sentences(s.Steps), Commands: plainLines(s.Commands)}
}

// doraFile holds the measures of dora.dev: change fail rate, failed deployment
// recovery time, deployment rework rate.
type doraFile struct {
	Days            int     `json:"days"`
	Changes         int     `json:"changes"`
	Failures        int     `json:"failures"`
	Reworks         int     `json:"reworks"`
	ChangeFailRate  float64 `json:"changeFailRate"`
	ReworkRate      float64 `json:"deploymentReworkRate"`
	RecoverySeconds *int64  `json:"failedDeploymentRecoverySeconds,omitempty"` // of this run
}

func doraOf(r *Report) *doraFile {
	m := r.Measures
	if m == nil {
		return nil
	}
	f := &doraFile{Days: m.Days, Changes: m.Changes, Failures: m.Failures, Reworks: m.Reworks}
	if m.Changes > 0 {
		f.ChangeFailRate, f.ReworkRate = float64(m.Failures)/float64(m.Changes), float64(m.Reworks)/float64(m.Changes)
	}
	if r.Swap != nil && r.Swap.End == swap.Committed {
		f.RecoverySeconds = &m.RecoverySeconds
	}
	return f
}
