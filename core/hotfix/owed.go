package hotfix

import (
	"fmt"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// Burden is what earlier hotfixes still owe, and the run that has to bear it.
type Burden struct {
	Owed     []receipt.Owed // that this run does not pay
	New      int            // debts that this run adds
	Hotfix   bool           // the run's mode
	Incident string
	Now      time.Time
}

// Close tells which debts close the gate: findings of policy/owed-debt, placed
// in the policy file. An overdue debt closes every gate but a hotfix of the same
// incident; more debts than the ceiling allows close a hotfix that adds some.
func (b Burden) Close(p policy.Policy, policyPath string) []finding.Finding {
	at := finding.Location{Path: policyPath, StartLine: 1}
	var faults []finding.Finding
	for _, o := range b.Owed {
		if !o.Overdue(b.Now) || b.same(o) {
			continue
		}
		faults = append(faults, policy.Fault(policy.RuleOwedDebt, at,
			fmt.Sprintf("The hotfix at %.12s owes the %s, due %s, and nobody paid it (receipt %s).", o.Commit, What(o.Check), o.Due, o.Name),
			"Pay it with `sallyport receipt pay` on that commit or a descendant.", o.Receipt, o.ID))
	}
	if all := len(b.Owed) + b.New; b.Hotfix && b.New > 0 && all > p.Hotfix.Ceiling {
		faults = append(faults, policy.Fault(policy.RuleOwedDebt, at,
			fmt.Sprintf("%d debts would be open at once, and the policy allows %d (hotfix.ceiling).", all, p.Hotfix.Ceiling),
			"Pay some of them first, or give this hotfix a larger budget.", "ceiling"))
	}
	finding.Sort(faults)
	return faults
}

func (b Burden) same(o receipt.Owed) bool {
	incident := strings.TrimSpace(b.Incident)
	return b.Hotfix && incident != "" && o.Incident == incident
}

// What is a check or job in a sentence.
func What(check string) string {
	if job, is := strings.CutPrefix(check, receipt.JobPrefix); is {
		return "job " + job
	}
	return check + " check"
}
