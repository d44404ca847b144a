package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

// random makes an arbitrary, reproducible case.
func random(r *rand.Rand) (policy.Policy, policy.Input) {
	p, in := policy.Default(), input()
	p.Release.Block = policy.Bar{Severity: finding.Severity(1 + r.IntN(4)), Confidence: finding.Confidence(r.IntN(4))}
	if r.IntN(2) == 0 {
		p.Release.Judge = policy.All
	}
	p.Advisories.AllowSample = r.IntN(2) == 0
	for range r.IntN(4) {
		p.Suppress = append(p.Suppress, randomSuppression(r))
	}
	in.Known = map[string]bool{}
	for range r.IntN(5) {
		f := randomFinding(r)
		in.Findings = append(in.Findings, f)
		in.Known[f.Fingerprint] = r.IntN(3) == 0
	}
	if r.IntN(3) == 0 {
		in.Gaps = append(in.Gaps, randomGap(r))
	}
	for i := range in.Checks {
		in.Checks[i].State = []finding.State{finding.Examined, finding.Examined, finding.Examined, finding.Failed, finding.Owed, finding.Skipped}[r.IntN(6)]
	}
	in.Mode = []string{"release", "hotfix"}[r.IntN(2)]
	return p, in
}

func randomFinding(r *rand.Rand) finding.Finding {
	f := finding.Finding{
		Rule:     []string{"sast/a", "sast/b", "credential/a", "dependency/a"}[r.IntN(4)],
		Location: finding.Location{Path: []string{"a.go", "b/c.go"}[r.IntN(2)], StartLine: 1 + r.IntN(3)},
		Severity: finding.Severity(r.IntN(5)), Confidence: finding.Confidence(r.IntN(4)),
		Fingerprint: finding.Fingerprint(fmt.Sprint(r.IntN(1000))),
	}
	if f.Rule == "dependency/a" {
		f.Package = &finding.Package{Name: "p", Version: "1", KnownExploited: r.IntN(3) == 0, Malicious: r.IntN(3) == 0}
	}
	return f
}

func randomSuppression(r *rand.Rand) policy.Suppression {
	s := suppression([]string{"sast/a", "credential/a", "dependency/a"}[r.IntN(3)], []string{"**", "a.go", "b/**"}[r.IntN(3)], date("2027-01-15"))
	s.Line = 1 + r.IntN(99)
	return s
}

func randomGap(r *rand.Rand) finding.Gap {
	return finding.Gap{Check: []string{"sast", "dependency", ""}[r.IntN(3)], Kind: []finding.GapKind{finding.Sample, finding.Unreadable, finding.Cut}[r.IntN(3)],
		Path: fmt.Sprint(r.IntN(9)), Message: "m"}
}

const rounds = 3000

func TestAnotherFindingNeverOpensAClosedGate(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range rounds {
		p, in := random(r)
		before := policy.Judge(p, in)
		in.Findings = append(slices.Clone(in.Findings), randomFinding(r))
		after := policy.Judge(p, in)
		if before.Verdict == finding.Closed && after.Verdict != finding.Closed || before.Verdict == finding.Undecided && after.Verdict == finding.Open {
			t.Fatalf("%s became %s by one more finding: %+v", before.Verdict, after.Verdict, in)
		}
	}
}

func TestAnotherGapNeverOpensAGate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		p, in := random(r)
		before := policy.Judge(p, in)
		in.Gaps = append(slices.Clone(in.Gaps), randomGap(r))
		after := policy.Judge(p, in)
		if before.Verdict != finding.Open && after.Verdict != before.Verdict {
			t.Fatalf("%s became %s by one more gap: %+v", before.Verdict, after.Verdict, in)
		}
	}
}

func TestOrderOfTheInputDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range rounds {
		p, in := random(r)
		want := policy.Judge(p, in)
		r.Shuffle(len(in.Findings), func(i, j int) { in.Findings[i], in.Findings[j] = in.Findings[j], in.Findings[i] })
		r.Shuffle(len(in.Gaps), func(i, j int) { in.Gaps[i], in.Gaps[j] = in.Gaps[j], in.Gaps[i] })
		r.Shuffle(len(in.Checks), func(i, j int) { in.Checks[i], in.Checks[j] = in.Checks[j], in.Checks[i] })
		if diff := cmp.Diff(want, policy.Judge(p, in)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestSuppressingOneFindingNeverAffectsAnother(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range rounds {
		p, in := random(r)
		one := randomFinding(r)
		one.Fingerprint = finding.Fingerprint("the one")
		in.Findings = append(in.Findings, one)
		before := statuses(policy.Judge(p, in))
		p.Suppress = append(p.Suppress, policy.Suppression{Fingerprint: one.Fingerprint, Path: "**", Reason: "r", Owner: "o", Expires: today})
		after := statuses(policy.Judge(p, in))
		delete(before, one.Fingerprint)
		delete(after, one.Fingerprint)
		for fingerprint, status := range before {
			if after[fingerprint] != status {
				t.Fatalf("%s: got %v, want %v", fingerprint, after[fingerprint], status)
			}
		}
	}
}

func statuses(j finding.Judgement) map[string]finding.Status {
	all := map[string]finding.Status{}
	for _, f := range j.Findings {
		if !strings.HasPrefix(f.Rule, "policy/") {
			all[f.Fingerprint] += f.Status
		}
	}
	return all
}

func BenchmarkJudge(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 9))
	p, in := policy.Default(), input()
	for range 10_000 {
		in.Findings = append(in.Findings, randomFinding(r))
	}
	for range 1_000 {
		s := randomSuppression(r)
		s.Rule, s.Fingerprint = "", finding.Fingerprint(fmt.Sprint(r.IntN(1000)))
		p.Suppress = append(p.Suppress, s)
	}
	for b.Loop() {
		policy.Judge(p, in)
	}
}
