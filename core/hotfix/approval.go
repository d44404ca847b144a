package hotfix

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// MaxValidity is how long an approval may hold.
const MaxValidity = 72 * time.Hour

// SourceNamed is the source of an approval that only the run itself tells of.
const SourceNamed = "named"

// Wish is a hotfix that asks to be authorised, as the run was told.
type Wish struct {
	Approver    string   // who is said to have approved; may be empty where proof tells
	Authors     []string // every name of whoever made the change; empty when nobody knows
	Reason      string
	Incident    string
	Commit      string
	Environment string
	Now         time.Time
}

// Proof is an approval that somebody else than the run vouches for.
type Proof struct {
	By       []string // the approver by every name that the source knows; the first is shown
	Source   string   // for example "GitHub review"
	At       time.Time
	Expires  time.Time
	Reason   string // from a signed file; else empty
	Incident string
	Commit   string // what was approved; empty when the source speaks of this run
	// Environment is what was approved; empty when the source does not tell.
	Environment string
}

// Authorise says who answers for a hotfix, and what the policy wants of that and
// does not get: findings of policy/missing-approval, which close the gate. They
// are placed in the policy file.
func (w Wish) Authorise(proofs []Proof, p policy.Policy, policyPath string) (receipt.Approval, []finding.Finding) {
	a := authorising{wish: w, at: finding.Location{Path: policyPath, StartLine: 1}}
	approval := a.named()
	switch p.Hotfix.Approver {
	case policy.ApproverOptional:
		return approval, nil
	case policy.ApproverNamed:
		a.judgeNamed()
	default:
		if proof := a.prove(proofs); proof != nil {
			approval = a.proven(*proof)
		}
	}
	a.want(approval.Reason != "", "reason", "The hotfix has no reason, and the policy requires one with the approver (hotfix.approver).", "Say in reason why it cannot wait.")
	a.want(approval.Incident != "", "incident", "The hotfix belongs to no incident, and the policy requires one with the approver (hotfix.approver).", "Name it in incident.")
	finding.Sort(a.faults)
	return approval, a.faults
}

// authorising gathers what is missing.
type authorising struct {
	wish   Wish
	at     finding.Location
	faults []finding.Finding
}

func (a *authorising) want(holds bool, what, message, advice string) {
	if !holds {
		a.faults = append(a.faults, policy.Fault(policy.RuleMissingApproval, a.at, message, advice, what))
	}
}

// named is the approval by the run's own word.
func (a *authorising) named() receipt.Approval {
	w := a.wish
	approval := receipt.Approval{By: strings.TrimSpace(w.Approver), Reason: strings.TrimSpace(w.Reason), Incident: strings.TrimSpace(w.Incident),
		Source: SourceNamed, Expires: w.Now.Add(MaxValidity).UTC().Format(time.RFC3339)}
	if len(w.Authors) > 0 {
		approval.Author = w.Authors[0]
	}
	return approval
}

func (a *authorising) judgeNamed() {
	w := a.wish
	switch {
	case identity(w.Approver) == "":
		a.want(false, "approver", "The hotfix has no approver, and the policy requires one (hotfix.approver).", "Name who approved it in approver.")
	case w.wrote(w.Approver):
		a.want(false, "own", fmt.Sprintf("The hotfix was approved by its author, %q; an approver is somebody else.", strings.TrimSpace(w.Approver)),
			"Let somebody else approve it, and name them in approver.")
	default:
		a.wantAuthor()
	}
}

func (a *authorising) wantAuthor() {
	a.want(len(a.wish.Authors) > 0, "author", "Nobody knows who the author of the hotfix is, so that nobody can tell whether the approver is somebody else.",
		"Run the hotfix where the host knows the author of the change.")
}

// prove finds the first proof that holds, or tells what is wrong with each.
func (a *authorising) prove(proofs []Proof) *Proof {
	var wrong []string
	for _, proof := range proofs {
		fault := a.wish.against(proof)
		if fault == "" {
			a.wantAuthor()
			return &proof
		}
		wrong = append(wrong, fmt.Sprintf("that of %s (%s) %s", name(proof), proof.Source, fault))
	}
	message := "No approval of the hotfix is proven, and the policy requires one (hotfix.approver)."
	if len(wrong) > 0 {
		message = "No approval of the hotfix holds, and the policy requires one (hotfix.approver): " + strings.Join(wrong, "; ") + "."
	}
	a.want(false, "approver", message, "Let somebody else approve the pull request or the environment and hand token over, or name a file in approval that they made with `sallyport receipt approve`.")
	return nil
}

// against says what is wrong with a proof; "" when it holds.
func (w Wish) against(p Proof) string {
	switch {
	case name(p) == "":
		return "is by nobody"
	case slices.ContainsFunc(p.By, w.wrote):
		return "is by the author; an approver is somebody else"
	case identity(w.Approver) != "" && !slices.ContainsFunc(p.By, func(by string) bool { return identity(by) == identity(w.Approver) }):
		return fmt.Sprintf("is not by %q, whom the run names", strings.TrimSpace(w.Approver))
	case p.Commit != "" && p.Commit != w.Commit:
		return fmt.Sprintf("is for commit %.12s", p.Commit)
	case p.Environment != "" && !strings.EqualFold(p.Environment, w.Environment):
		return fmt.Sprintf("is for the environment %q", p.Environment)
	case p.Incident != "" && w.Incident != "" && p.Incident != strings.TrimSpace(w.Incident):
		return fmt.Sprintf("is for the incident %q", p.Incident)
	case p.Expires.IsZero() || p.Expires.Sub(p.At) > MaxValidity:
		return fmt.Sprintf("holds for longer than %s", MaxValidity)
	case !w.Now.Before(p.Expires):
		return fmt.Sprintf("expired at %s", p.Expires.UTC().Format(time.RFC3339))
	case p.At.Sub(w.Now) > receipt.Tolerance:
		return fmt.Sprintf("is from the future (%s)", p.At.UTC().Format(time.RFC3339))
	default:
		return ""
	}
}

// proven is the approval by proof. What the signed file says goes before what
// the run says.
func (a *authorising) proven(p Proof) receipt.Approval {
	approval := a.named()
	approval.By, approval.Source, approval.Expires = name(p), p.Source, p.Expires.UTC().Format(time.RFC3339)
	if p.Reason != "" {
		approval.Reason = p.Reason
	}
	if p.Incident != "" {
		approval.Incident = p.Incident
	}
	return approval
}

func (w Wish) wrote(name string) bool {
	return slices.ContainsFunc(w.Authors, func(author string) bool { return identity(author) == identity(name) })
}

func name(p Proof) string {
	for _, by := range p.By {
		if by = strings.TrimSpace(by); by != "" {
			return by
		}
	}
	return ""
}

// identity makes two spellings of one account equal: hosts do not tell case
// apart, and some put an @ in front.
func identity(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "@"))
}
