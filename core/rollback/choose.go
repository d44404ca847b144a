package rollback

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// entry is a receipt on the line of one environment.
type entry struct{ receipt.Entry }

// line is the history of one environment.
type line struct {
	environment string
	all         []*entry                  // oldest first
	live        *entry                    // what runs, else the newest that passed; nil without one
	candidates  []*entry                  // eligible for Auto, newest first
	owed        map[string][]receipt.Owed // by commit, what nobody paid
	blocked     map[string]receipt.Block  // commits that a rollback left
	seen        Observed
	passedOver  []string // why candidates were left out, a sentence each
}

// denial is a sentence that speaks against a target. One with checks can be
// answered for: they are owed then.
type denial struct {
	text   string
	checks []string
}

func texts(denials []denial) []string {
	var out []string
	for _, d := range denials {
		out = append(out, d.text)
	}
	return out
}

// pick is the outcome of a choice.
type pick struct {
	entry   *entry   // nil when no receipt speaks of the target
	auto    bool     // chosen, not named by the user
	why     string   // why this one
	reasons []denial // what already speaks against it
}

var commitPrefix = regexp.MustCompile(`^[0-9a-f]{7,64}$`)

func checkTarget(target string) error {
	if target == Auto || commitPrefix.MatchString(strings.ToLower(target)) {
		return nil
	}
	return fmt.Errorf("target %.80q is neither auto nor a commit; write auto, or at least 7 hexadecimal digits of the commit", target)
}

func history(entries []receipt.Entry, environment string, seen Observed) line {
	l := line{environment: environment, blocked: receipt.Blocked(entries, environment), owed: map[string][]receipt.Owed{}, seen: seen}
	for _, o := range receipt.Outstanding(entries, environment) {
		l.owed[o.Commit] = append(l.owed[o.Commit], o)
	}
	for _, e := range entries {
		if e.Statement.Environment() == environment {
			l.all = append(l.all, &entry{e})
		}
	}
	slices.SortStableFunc(l.all, func(a, b *entry) int { return strings.Compare(a.Name, b.Name) })
	l.live = l.newest(func(e *entry) bool { return e.Statement.Passed() && seen.mayBeLive(e) })
	l.candidates = l.eligible()
	return l
}

// eligible lists one receipt for each older version that Auto may choose: its
// newest, when that passed and owes nothing. A rollback's own receipt repeats an
// older version; what was live between the two was left for a reason and is
// not gone back to.
func (l line) eligible() []*entry {
	if l.live == nil {
		return nil
	}
	horizon := l.live
	if l.live.Statement.Mode() == modeRollback {
		if horizon = l.newest(func(e *entry) bool { return e.released() && e.commit() == l.live.commit() }); horizon == nil {
			return nil
		}
	}
	var list []*entry
	seen := map[string]bool{l.live.commit(): true}
	for _, e := range slices.Backward(l.all) {
		if seen[e.commit()] || e.Statement.Mode() == modeRollback {
			continue
		}
		seen[e.commit()] = true
		if e.released() && len(l.debts(e.commit())) == 0 && e.Name < horizon.Name && !l.isBlocked(e.commit()) {
			list = append(list, e)
		}
	}
	return list
}

const modeRollback = "rollback"

// pick finds the target. The error means that the target names more than one commit.
func (l line) pick(target string) (pick, error) {
	if target == Auto {
		return l.pickAuto(), nil
	}
	return l.pickCommit(strings.ToLower(target))
}

func (l line) pickAuto() pick {
	switch {
	case l.live == nil:
		return pick{auto: true, reasons: []denial{{text: fmt.Sprintf("No receipt says that any version passed the gate for %s.", l.environment)}}}
	case len(l.candidates) == 0:
		return pick{auto: true, reasons: []denial{{text: fmt.Sprintf("No version before the live %s passed the gate for %s and owes nothing.", label(l.live), l.environment)}}}
	default:
		e := l.candidates[0]
		return pick{entry: e, auto: true, why: fmt.Sprintf("the newest version before the live one that passed and owes nothing, from %s", e.time())}
	}
}

func (l line) pickCommit(prefix string) (pick, error) {
	var commits []string
	for _, e := range l.all {
		if c := e.commit(); strings.HasPrefix(c, prefix) && !slices.Contains(commits, c) {
			commits = append(commits, c)
		}
	}
	switch len(commits) {
	case 0:
		return pick{reasons: []denial{{text: fmt.Sprintf("No receipt for %s speaks of commit %s.", l.environment, prefix)}}}, nil
	case 1:
		e := l.newest(func(e *entry) bool { return e.commit() == commits[0] })
		return pick{entry: e, why: fmt.Sprintf("named by you; its newest receipt is from %s", e.time()), reasons: l.against(e)}, nil
	default:
		return pick{}, fmt.Errorf("target %s fits %d commits in the receipts; write more of its digits", prefix, len(commits))
	}
}

// against says what a receipt alone holds against its version as a target.
func (l line) against(e *entry) []denial {
	var reasons []denial
	if !e.Statement.Passed() {
		reasons = append(reasons, denial{fmt.Sprintf("The newest receipt of %s says that it did not pass the gate.", label(e)), policy.CheckNames()})
	}
	if l.live != nil && l.live.commit() == e.commit() {
		reasons = append(reasons, denial{text: fmt.Sprintf("%s is the live version already.", label(e))})
	}
	for _, debt := range l.debts(e.commit()) {
		reasons = append(reasons, denial{fmt.Sprintf("%s was a hotfix and still owes the %s check, due %s.", label(e), debt.Check, debt.Due), []string{debt.Check}})
	}
	if l.isBlocked(e.commit()) {
		reasons = append(reasons, denial{fmt.Sprintf("%s was left by a rollback, and is blocked since.", label(e)), policy.CheckNames()})
	}
	return reasons
}

func (l line) isBlocked(commit string) bool {
	_, is := l.blocked[commit]
	return is
}

// debts is what a version still owes: what nobody paid, unless a newer run of it
// owed nothing. The receipt of a swap is no run.
func (l line) debts(commit string) []receipt.Owed {
	newest := l.newest(func(e *entry) bool {
		return e.released() && e.commit() == commit && e.Statement.Predicate.Extension.Execution == nil
	})
	if newest == nil || len(newest.Statement.Debts()) > 0 {
		return l.owed[commit]
	}
	return slices.DeleteFunc(slices.Clone(l.owed[commit]), func(o receipt.Owed) bool { return o.Name < newest.Name })
}

// olderThan lists the candidates whose receipts are older than the target's.
func (l line) olderThan(target *entry) []*entry {
	var older []*entry
	for _, e := range l.candidates {
		if e.Name < target.Name {
			older = append(older, e)
		}
	}
	return older
}

func (l line) newest(is func(*entry) bool) *entry {
	for _, e := range slices.Backward(l.all) {
		if is(e) {
			return e
		}
	}
	return nil
}

func (e *entry) commit() string { return e.Statement.Commit() }
func (e *entry) time() string   { return e.Statement.Predicate.TimeVerified }

// released tells whether the receipt let a release or a hotfix through.
func (e *entry) released() bool { return e.Statement.Passed() && e.Statement.Mode() != modeRollback }

func (e *entry) version() *Version {
	if e == nil {
		return nil
	}
	ext := e.Statement.Predicate.Extension
	v := &Version{Commit: ext.Commit, Receipt: e.Name, Digest: e.Digest, Time: e.time(), Mode: ext.Mode, Run: ext.Run,
		Security: ext.Security}
	for _, s := range e.Statement.Subject {
		if digits := s.Digest["sha256"]; digits != "" {
			v.Artifacts = append(v.Artifacts, "sha256:"+digits)
		}
	}
	return v
}

// label names a version in sentences.
func label(e *entry) string { return "commit " + e.commit()[:12] }
