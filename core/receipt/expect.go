package receipt

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Expect is what a reader wants of a receipt. What is empty is not asked for.
type Expect struct {
	Commit      string // full hash, or its beginning
	Repository  string // "owner/name" or a clone address, as the host names it
	Environment string
	Artifact    string   // "sha256:…"
	Policy      string   // "sha256:…"
	Modes       []string // any of them
	Passed      bool
	SBOM        []byte    // has to be the one that the receipt names
	Now         time.Time // a receipt from the future was made by a wrong clock
}

// Denied lists everything that speaks against an entry: nothing means that it
// holds. Its chain was checked when it was listed.
func (e Entry) Denied(want Expect) error {
	if !e.IsReceipt() {
		return fmt.Errorf("it is no receipt but an entry of the kind %s", e.Kind)
	}
	s := e.Statement
	errs := []error{
		need(e.Distrust == "", "%s", e.Distrust),
		need(!want.Passed || s.Passed(), "it says that the version did not pass the gate (%s)", s.ext().Verdict),
		need(strings.HasPrefix(s.Commit(), want.Commit), "it is of commit %.12s, not of %.12s", s.Commit(), want.Commit),
		need(want.Repository == "" || s.Repository() == "" || s.Repository() == want.Repository, "it is of another repository, %.100q", s.Repository()),
		need(want.Environment == "" || s.Environment() == want.Environment, "it is for the environment %.60q, not for %.60q: it was replayed from another one", s.Environment(), want.Environment),
		need(want.Policy == "" || "sha256:"+s.Predicate.Policy.Digest["sha256"] == want.Policy, "it was judged by another policy (sha256:%.12s…, not %.19s…)", s.Predicate.Policy.Digest["sha256"], want.Policy),
		need(len(want.Modes) == 0 || slices.Contains(want.Modes, s.Mode()), "it is of a %s, not of a %s", s.Mode(), strings.Join(want.Modes, " or a ")),
		need(want.Artifact == "" || s.names(want.Artifact), "it does not speak of the artifact %.19s…", want.Artifact),
		need(want.SBOM == nil || s.SBOM() == Digest(want.SBOM), "the SBOM is not the one that it names: it was changed"),
	}
	if at, err := time.Parse(time.RFC3339, s.Predicate.TimeVerified); err != nil || (!want.Now.IsZero() && at.Sub(want.Now) > Tolerance) {
		errs = append(errs, fmt.Errorf("it is from the future (%s): its clock, or this one, is wrong", s.Predicate.TimeVerified))
	}
	return errors.Join(errs...)
}

// Repository is what the receipt calls it; empty when it was made where nobody knew.
func (s Statement) Repository() string {
	name, _, _ := strings.Cut(strings.TrimPrefix(s.Predicate.ResourceURI, "git+"), "@"+s.Commit())
	if name == "local" {
		return ""
	}
	return name
}

func (s Statement) names(digest string) bool {
	return slices.ContainsFunc(s.Subject, func(subject Subject) bool { return "sha256:"+subject.Digest["sha256"] == digest })
}

// Read takes a single entry apart: a file that lies outside of a ledger. Its
// chain is not checked, its signature is when there is a trust.
func Read(ctx context.Context, name string, content []byte, trust *Trust) (Entry, error) {
	l := &Ledger{trust: trust}
	e, err := l.read(ctx, file{name, content})
	if err != nil {
		return Entry{}, fmt.Errorf("%s: %w", name, err)
	}
	return e, nil
}
