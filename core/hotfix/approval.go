package hotfix

import (
	"fmt"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

// Approval is who answers for a hotfix, as the run was told. Whether they really
// said so is not examined here.
type Approval struct {
	Approver string
	Author   string // of the change; empty when the host does not know
	Reason   string
	Incident string
}

// Missing tells what the policy wants of an approval and does not get: findings
// of policy/missing-approval, which close the gate. They are placed in the policy file.
func (a Approval) Missing(p policy.Policy, policyPath string) []finding.Finding {
	if !p.Hotfix.ApproverRequired {
		return nil
	}
	approver, author := identity(a.Approver), identity(a.Author)
	var faults []finding.Finding
	fault := func(what, message, advice string) {
		faults = append(faults, policy.Fault(policy.RuleMissingApproval, finding.Location{Path: policyPath, StartLine: 1}, message, advice, what))
	}
	switch {
	case approver == "":
		fault("approver", "The hotfix has no approver, and the policy requires one (hotfix.approver).",
			"Name who approved it in approver.")
	case approver == author:
		fault("own", fmt.Sprintf("The hotfix was approved by its author, %q; an approver is somebody else.", strings.TrimSpace(a.Author)),
			"Let somebody else approve it, and name them in approver.")
	case author == "":
		fault("author", "Nobody knows who the author of the hotfix is, so that nobody can tell whether the approver is somebody else.",
			"Run the hotfix where the host knows the author of the change.")
	}
	if strings.TrimSpace(a.Reason) == "" {
		fault("reason", "The hotfix has no reason, and the policy requires one with the approver (hotfix.approver).",
			"Say in reason why it cannot wait.")
	}
	finding.Sort(faults)
	return faults
}

// identity makes two spellings of one account equal: hosts do not tell case
// apart, and some put an @ in front.
func identity(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "@"))
}
