package receipt

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

var (
	hash      = regexp.MustCompile(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
	sha256hex = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// validate tells everything that is wrong with a statement.
func validate(s Statement) error {
	if s.Type != StatementType {
		return fmt.Errorf("its type is %.60q; this gate reads %s", s.Type, StatementType)
	}
	if s.PredicateType != PredicateType {
		return fmt.Errorf("its predicate type is %.60q; this gate reads %s", s.PredicateType, PredicateType)
	}
	if s.Predicate.Extension == nil {
		return fmt.Errorf("it has no %s, so it is of another gate or version", extension)
	}
	p, e := s.Predicate, *s.Predicate.Extension
	return errors.Join(
		need(p.Verifier.ID == VerifierID, "verifier.id is not %s", VerifierID),
		need(len(p.Verifier.Version) == 1 && p.Verifier.Version["sallyport"] != "", "verifier.version has no sallyport"),
		need(validTime(p.TimeVerified), "timeVerified is not a time in UTC with milliseconds"),
		need(p.ResourceURI != "", "resourceUri is missing"),
		need(p.SLSAVersion == slsaVersion, "slsaVersion is not %s", slsaVersion),
		need(p.Policy.URI == policyPrefix+e.Mode, "policy.uri is not the one of its mode"),
		need(validDigest(p.Policy.Digest), "policy.digest is not one SHA-256"),
		need(len(p.InputAttestations) <= 1, "there is more than one input attestation"),
		need(len(p.VerifiedLevels) > 0, "verifiedLevels is missing"),
		validSubjects(s.Subject),
		validInputs(p.InputAttestations),
		validResult(p.VerificationResult, e.Verdict),
		validExtension(e),
	)
}

func need(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

func validSubjects(subjects []Subject) error {
	errs := []error{need(len(subjects) > 0, "subject is missing")}
	for _, s := range subjects {
		algorithms := slices.Collect(maps.Keys(s.Digest))
		known := len(algorithms) == 1 && (sha256hex.MatchString(s.Digest["sha256"]) || hash.MatchString(s.Digest["gitCommit"]))
		errs = append(errs, need(s.Name != "" && known, "subject %.60q has no name, or not exactly one digest of the kind sha256 or gitCommit", s.Name))
	}
	return errors.Join(errs...)
}

func validInputs(inputs []Resource) error {
	for _, input := range inputs {
		if input.URI == "" || !validDigest(input.Digest) {
			return errors.New("inputAttestations has an entry without address or SHA-256")
		}
	}
	return nil
}

// validResult keeps the two words of SLSA and our three together.
func validResult(result string, verdict finding.Verdict) error {
	switch {
	case result != Passed && result != Failed:
		return fmt.Errorf("verificationResult is %.60q, not %s or %s", result, Passed, Failed)
	case verdict != finding.Open && verdict != finding.Closed && verdict != finding.Undecided:
		return fmt.Errorf("verdict is %.60q, not open, closed or undecided", verdict)
	case (result == Passed) != (verdict == finding.Open):
		return fmt.Errorf("verificationResult %s contradicts the verdict %s", result, verdict)
	default:
		return nil
	}
}

func validExtension(e Extension) error {
	errs := []error{
		need(slices.Contains([]string{"release", "hotfix", "rollback"}, e.Mode), "mode is %.60q, not release, hotfix or rollback", e.Mode),
		need(e.Environment != "", "environment is missing"),
		need(hash.MatchString(e.Commit), "commit is not a full hash; a receipt needs the commit that was examined"),
		need(e.PreviousReceipt == "" || isDigest(e.PreviousReceipt), "previousReceipt is not sha256:…"),
		need(e.Checks != nil, "checks is missing"),
		need(e.Findings != nil, "findings is missing"),
		need(e.Debts != nil, "debts is missing"),
		need(e.Pays != nil, "pays is missing"),
		validPayments(e.Pays),
	}
	errs = append(errs, need(e.Security >= 0 && e.Floor >= 0, "security or floor is negative"))
	if x := e.Execution; x != nil {
		errs = append(errs, need(x.Procedure != "" && x.Outcome != "" && x.Swaps >= 0 && (x.From == "" || hash.MatchString(x.From)) && hash.MatchString(x.To),
			"execution has no procedure, outcome, or no full hashes of its commits"))
	}
	if w := e.Advisories; w != nil {
		_, err := time.Parse(time.RFC3339, w.Time)
		errs = append(errs, need(err == nil && isDigest(w.Digest), "advisories has no RFC 3339 time or no sha256:… digest"))
	}
	for _, c := range e.Checks {
		known := c.State == finding.Examined || c.State == finding.Failed || c.State == finding.Owed || c.State == finding.Skipped
		errs = append(errs, need(c.Name != "" && known && c.Milliseconds >= 0, "check %.60q has no name, an unknown state or a negative duration", c.Name))
	}
	for _, f := range e.Findings {
		errs = append(errs, need(f.Rule != "" && f.Fingerprint != "" && f.Status != "", "a finding of %.60q has no rule, fingerprint or status", f.Rule))
	}
	for _, d := range e.Debts {
		_, err := time.Parse(time.RFC3339, d.Due)
		errs = append(errs, need(err == nil && d.ID != "" && d.Check != "", "debt %.60q has no id, check or RFC 3339 due date", d.ID))
	}
	return errors.Join(errs...)
}

func validTime(text string) bool {
	t, err := time.Parse(timeLayout, text)
	return err == nil && t.Format(timeLayout) == text
}

func validDigest(digest map[string]string) bool {
	return len(digest) == 1 && sha256hex.MatchString(digest["sha256"])
}

func isDigest(text string) bool {
	digits, prefixed := strings.CutPrefix(text, "sha256:")
	return prefixed && sha256hex.MatchString(digits)
}
