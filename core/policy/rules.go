package policy

import "github.com/sallyport-gate/sallyport/core/finding"

// The policy's own rules. Their findings lie in the policy file or, for debts
// and receipts, speak of the ledger.
const (
	rulePrefix = "policy/"

	RuleBlockedVersion     = "policy/blocked-version"
	RuleExpiredSuppression = "policy/expired-suppression"
	RuleMissingApproval    = "policy/missing-approval"
	RuleMissingReceipt     = "policy/missing-receipt"
	RuleOwedDebt           = "policy/owed-debt"
	RuleUnusedSuppression  = "policy/unused-suppression"
)

const (
	helpCategory     = "https://cwe.mitre.org/data/definitions/1059.html"
	helpVerification = "https://cwe.mitre.org/data/definitions/345.html"
	helpAccess       = "https://cwe.mitre.org/data/definitions/284.html"
)

// Rules lists the rules of the policy's own findings, sorted by id.
func Rules() []finding.Rule {
	return []finding.Rule{
		{
			ID:         RuleBlockedVersion,
			Title:      "Version that a rollback left",
			Summary:    "Production was taken back from this version, and nobody went back to it since. Released as it is it would bring back what it was left for.",
			Help:       "Mend it and release the repair as a new commit. If it was blamed wrongly, let somebody else than its author answer for it: `mode=rollback` with its commit as `target`, `swap`, `approver`, `reason` and `incident`. Once it is live by that, the block is lifted.",
			HelpURI:    helpVerification,
			CWE:        []int{345},
			Severity:   finding.High,
			Confidence: finding.Proven,
		},
		{
			ID:         RuleExpiredSuppression,
			Title:      "Expired suppression",
			Summary:    "A suppression's last day has passed. It hides nothing any more, and the promise that came with it was not kept.",
			Help:       "Fix what the suppression covered and delete the entry. If it has to wait longer, give it a new `expires` and let its owner agree to it in review.",
			HelpURI:    helpCategory,
			CWE:        []int{1059},
			Severity:   finding.High,
			Confidence: finding.Proven,
		},
		{
			ID:         RuleMissingApproval,
			Title:      "Hotfix without approval",
			Summary:    "A hotfix skips checks for a while, so the policy wants a second person to answer for it, who is not the author, for a reason, an incident and a limited time.",
			Help:       "Let somebody else approve the pull request or the environment, and hand the job's `token` over so that the gate can ask the platform; or give a file in `approval` that they made with `sallyport receipt approve`. `approver: named` in the policy takes the run's own word.",
			HelpURI:    helpAccess,
			CWE:        []int{284},
			Severity:   finding.High,
			Confidence: finding.Proven,
		},
		{
			ID:         RuleMissingReceipt,
			Title:      "Version without a receipt",
			Summary:    "No receipt says that this version ever passed the gate, so nobody knows what is in it.",
			Help:       "Go back to a version that has a receipt (`target: auto` finds the newest), or let this version pass the gate in release mode first.",
			HelpURI:    helpVerification,
			CWE:        []int{345},
			Severity:   finding.High,
			Confidence: finding.Proven,
		},
		{
			ID:         RuleOwedDebt,
			Title:      "Debt of a hotfix",
			Summary:    "A hotfix put a check off until a date that has passed, and no later run made up for it; or more debts are open at once than the policy allows.",
			Help:       "Run the owed check on the hotfix's commit or a descendant in release mode: `sallyport receipt pay`. Until then every gate stays closed but a hotfix of the same incident and a rollback.",
			HelpURI:    helpVerification,
			CWE:        []int{345},
			Severity:   finding.High,
			Confidence: finding.Proven,
		},
		{
			ID:         RuleUnusedSuppression,
			Title:      "Unused suppression",
			Summary:    "A suppression, or a statement of an OpenVEX document, covers nothing that was found. It is a hole that only waits for a fault to fit into it.",
			Help:       "Delete the entry. If it was meant for something that is still reported, compare its rule, fingerprint and path with the report.",
			HelpURI:    helpCategory,
			CWE:        []int{1059},
			Severity:   finding.Low,
			Confidence: finding.Info,
		},
	}
}

func ruleByID(id string) finding.Rule {
	for _, rule := range Rules() {
		if rule.ID == id {
			return rule
		}
	}
	return finding.Rule{ID: id, Severity: finding.High, Confidence: finding.Proven}
}

// Fault makes a finding of one of the policy's own rules. identity are the words
// that tell it from others of the rule; they must not hold a place or a secret.
func Fault(rule string, at finding.Location, message, advice string, identity ...string) finding.Finding {
	r := ruleByID(rule)
	return finding.Finding{
		Rule: rule, Location: at, Message: message, Advice: advice,
		Severity: r.Severity, Confidence: r.Confidence,
		Fingerprint: finding.Fingerprint(append([]string{rule}, identity...)...),
	}
}
