package rollback

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// Approval is somebody who answers for going back against advice.
type Approval struct{ By, Reason string }

// answered tells whether the denials can be answered for, and somebody does. What
// is exploited, banned, below the floor or irreversible nobody can answer for.
func (r Request) answered(denials []denial) bool {
	return r.Approval.By != "" && r.Approval.Reason != "" &&
		!slices.ContainsFunc(denials, func(d denial) bool { return len(d.checks) == 0 })
}

// owe allows a target against advice: the checks behind the denials are owed.
func (d Decision) owe(r Request, denials []denial) Decision {
	d.Action = AllowWithDebt
	d.Override = fmt.Sprintf("%s answers for it: %s", r.Approval.By, r.Approval.Reason)
	due := r.Today.Add(r.Policy.Hotfix.Due).UTC().Format(time.RFC3339)
	why := map[string][]string{}
	for _, denial := range denials {
		d.Warnings = append(d.Warnings, "Against advice: "+denial.text)
		for _, check := range denial.checks {
			if !slices.Contains(why[check], denial.text) {
				why[check] = append(why[check], denial.text)
			}
		}
	}
	for _, check := range policy.CheckNames() {
		if len(why[check]) > 0 {
			d.Debts = append(d.Debts, receipt.Debt{ID: "debt/" + check, Check: check, Reason: "A rollback went against advice. " + strings.Join(why[check], " "), Due: due})
		}
	}
	return d
}

// barriers are what nobody can answer for in the target's receipt.
func (w *weigher) barriers(target *entry) []denial {
	var denials []denial
	if floor := w.line.floor(w.request.Policy); security(target) < floor {
		denials = append(denials, denial{text: fmt.Sprintf("%s has the security number %d, and the floor is %d: a fix that must not be lost is not in it.", upper(label(target)), security(target), floor)})
	}
	for _, name := range w.line.migrations(target) {
		denials = append(denials, denial{text: fmt.Sprintf("The migration %q is irreversible, was carried out with the live version, and %s cannot live with it (rollback.irreversible).", name, label(target))})
	}
	return denials
}

func security(e *entry) int { return e.Statement.Predicate.Extension.Security }

// floor is the security floor in effect: the policy's, and the highest that a
// version asked for that passed. A version raises it only to what an older one
// has proved: the fix itself may still have to be left.
func (l line) floor(p policy.Policy) int {
	floor := p.Rollback.Floor
	for i, e := range l.all {
		asked := e.Statement.Predicate.Extension.Floor
		proved := slices.ContainsFunc(l.all[:i], func(older *entry) bool {
			return older.released() && older.commit() != e.commit() && security(older) >= asked
		})
		if e.released() && proved {
			floor = max(floor, asked)
		}
	}
	return floor
}

// migrations are those that the live version carried out and the target does not know.
func (l line) migrations(target *entry) []string {
	if l.live == nil {
		return nil
	}
	known := target.Statement.Predicate.Extension.Irreversible
	newest := l.newest(func(e *entry) bool { return e.released() && e.commit() == l.live.commit() })
	if newest == nil {
		newest = l.live
	}
	return slices.DeleteFunc(slices.Clone(newest.Statement.Predicate.Extension.Irreversible), func(name string) bool {
		return slices.Contains(known, name)
	})
}

// maxLine is how many versions a timeline shows.
const maxLine = 6

// versions are the newest versions that passed, oldest first, each once.
func (l line) versions() []Version {
	var list []Version
	seen := map[string]bool{}
	for _, e := range slices.Backward(l.all) {
		if len(list) == maxLine || !e.released() || seen[e.commit()] {
			continue
		}
		seen[e.commit()] = true
		v := *e.version()
		v.Blocked, v.Debts = l.isBlocked(v.Commit), len(l.debts(v.Commit))
		list = append(list, v)
	}
	slices.Reverse(list)
	return list
}
