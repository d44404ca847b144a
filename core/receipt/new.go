package receipt

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// Facts are what a receipt is made of.
type Facts struct {
	Version      string    // of Sallyport
	Time         time.Time // when it was judged
	Mode         string
	Environment  string
	Repository   string // "owner/name" or a clone address without userinfo; may be empty
	Commit       string // full hash
	Run          string
	Artifacts    []Subject // what is released, by digest; the source at the commit without it
	Verdict      finding.Verdict
	Policy       string // "sha256:…" of the policy
	Watermark    *check.Watermark
	Checks       []Check
	Findings     []finding.Judged
	Debts        []Debt
	Pays         []Payment
	Approval     *Approval
	Security     int
	Floor        int
	Irreversible []string
	Execution    *Execution
	SBOM         string // "sha256:…" of the SBOM's bytes; empty without one
	Previous     string // "sha256:…" of the entry before; a ledger fills it in
}

// timeLayout has milliseconds, so that two receipts of one second keep their order.
const timeLayout = "2006-01-02T15:04:05.000Z"

// New makes the statement of a run. It is checked when it is encoded.
func New(f Facts) Statement {
	s := Statement{
		Type:          StatementType,
		Subject:       f.Artifacts,
		PredicateType: PredicateType,
		Predicate: Predicate{
			Verifier:           verifierOf(f.Version),
			TimeVerified:       f.Time.UTC().Format(timeLayout),
			ResourceURI:        "git+" + cmp.Or(f.Repository, "local") + "@" + f.Commit,
			Policy:             Resource{URI: policyPrefix + f.Mode, Digest: digestSet(f.Policy)},
			VerificationResult: result(f.Verdict),
			VerifiedLevels:     levels(f),
			SLSAVersion:        slsaVersion,
			Extension: &Extension{
				Mode: f.Mode, Verdict: f.Verdict, Environment: f.Environment, Commit: f.Commit, Run: f.Run,
				Advisories: f.Watermark, PreviousReceipt: f.Previous, Approval: f.Approval,
				Security: f.Security, Floor: f.Floor, Irreversible: f.Irreversible, Execution: f.Execution,
				Checks: sorted(f.Checks, func(a, b Check) int { return cmp.Compare(a.Name, b.Name) }),
				Debts:  sorted(f.Debts, func(a, b Debt) int { return cmp.Compare(a.ID, b.ID) }),
				Pays:   sorted(f.Pays, comparePayments),
			},
		},
	}
	if len(s.Subject) == 0 {
		s.Subject = []Subject{{Name: cmp.Or(f.Repository, "source"), Digest: map[string]string{"gitCommit": f.Commit}}}
	}
	if f.SBOM != "" {
		s.Predicate.InputAttestations = []Resource{{URI: "sbom.cdx.json", Digest: digestSet(f.SBOM)}}
	}
	s.Predicate.Extension.Findings = record(f.Findings)
	return s
}

func verifierOf(version string) Verifier {
	return Verifier{ID: VerifierID, Version: map[string]string{"sallyport": cmp.Or(version, "unknown")}}
}

// result knows two words only: what is undecided did not pass.
func result(v finding.Verdict) string {
	if v == finding.Open {
		return Passed
	}
	return Failed
}

// levels are our own words. SLSA's own tracks are not evaluated by a gate, and
// a partial hotfix must not look like a release to a reader of levels alone.
func levels(f Facts) []string {
	switch {
	case f.Verdict != finding.Open:
		return []string{"FAILED"}
	case len(f.Debts) > 0:
		return []string{"SALLYPORT_HOTFIX_PARTIAL", "SLSA_BUILD_LEVEL_UNEVALUATED"}
	default:
		return []string{"SALLYPORT_" + strings.ToUpper(f.Mode), "SLSA_BUILD_LEVEL_UNEVALUATED"}
	}
}

func digestSet(digest string) map[string]string {
	return map[string]string{"sha256": strings.TrimPrefix(digest, "sha256:")}
}

// sorted is a sorted copy that is never nil: an absent list would read as a missing field.
func sorted[T any](list []T, compare func(a, b T) int) []T {
	out := append([]T{}, list...)
	slices.SortStableFunc(out, compare)
	return out
}

func record(judged []finding.Judged) []Finding {
	var list []Finding
	for _, j := range judged {
		f := Finding{Rule: j.Rule, Severity: j.Severity, Confidence: j.Confidence, Fingerprint: j.Fingerprint, Status: j.Status}
		if p := j.Package; p != nil {
			f.Package = &Package{Ecosystem: p.Ecosystem, Name: p.Name, Version: p.Version, Advisory: p.Advisory,
				KnownExploited: p.KnownExploited, Malicious: p.Malicious}
		}
		list = append(list, f)
	}
	return sorted(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint), cmp.Compare(a.Severity, b.Severity))
	})
}
