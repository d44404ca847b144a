package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

// stating is the default policy with one document of the given statements, each
// "STATUS PRODUCT TIME" about CVE-1.
func stating(t *testing.T, statements ...string) policy.Policy {
	t.Helper()
	var list []string
	for _, s := range statements {
		f := strings.Fields(s)
		list = append(list, fmt.Sprintf(`{"vulnerability": "CVE-1", "status": %q, "impact_statement": "never called", "products": [{"@id": %q}], "timestamp": "%sT00:00:00Z"}`, f[0], f[1], f[2]))
	}
	p, err := policy.Default().WithVEX("shop.json", []byte(`{"@context": "https://openvex.dev/ns/v0.2.0", "statements": [`+strings.Join(list, ",\n")+"]}"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAStatementForgives(t *testing.T) {
	for _, test := range []struct {
		name       string
		statements []string
		change     func(*finding.Package)
		want       finding.Status
	}{
		{"the very version", []string{"not_affected pkg:npm/left@1.0.0 2026-01-01"}, nil, finding.Suppressed},
		{"every version", []string{"fixed pkg:npm/left 2026-01-01"}, nil, finding.Suppressed},
		{"another version", []string{"not_affected pkg:npm/left@1.0.1 2026-01-01"}, nil, finding.Blocks},
		{"a flaw that is looked into", []string{"under_investigation pkg:npm/left 2026-01-01"}, nil, finding.Blocks},
		{"one that a newer statement takes back", []string{"not_affected pkg:npm/left 2026-01-01", "affected pkg:npm/left 2026-02-01"}, nil, finding.Blocks},
		{"one that takes an older statement back", []string{"affected pkg:npm/left 2026-01-01", "fixed pkg:npm/left 2026-02-01"}, nil, finding.Suppressed},
		{"of two as new the careful one counts", []string{"affected pkg:npm/left 2026-01-01", "fixed pkg:npm/left 2026-01-01"}, nil, finding.Blocks},
		{"an exploited flaw in every version", []string{"not_affected pkg:npm/left 2026-01-01"}, func(p *finding.Package) { p.KnownExploited = true }, finding.Blocks},
		{"an exploited flaw in the very version", []string{"not_affected pkg:npm/left@1.0.0 2026-01-01"}, func(p *finding.Package) { p.KnownExploited = true }, finding.Suppressed},
		{"a malicious package", []string{"not_affected pkg:npm/left@1.0.0 2026-01-01"}, func(p *finding.Package) { p.Malicious = true }, finding.Blocks},
		{"a package without an advisory", []string{"not_affected pkg:npm/left 2026-01-01"}, func(p *finding.Package) { p.Advisory = "" }, finding.Blocks},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := vulnerable(func(p *finding.Package) { p.Aliases, p.URL = []string{"CVE-1"}, "pkg:npm/left@1.0.0" })
			f.Severity = finding.High
			if test.change != nil {
				test.change(f.Package)
			}
			p := stating(t, test.statements...)
			var got finding.Status
			for _, j := range policy.Judge(p, input(f)).Findings {
				if j.Fingerprint == f.Fingerprint {
					got = j.Status
				}
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if suppressed := p.Suppressed(f, today); suppressed != (test.want == finding.Suppressed) {
				t.Errorf("a rollback takes it for suppressed: %t", suppressed)
			}
		})
	}
}

func TestAStatementThatMatchesNothingIsReported(t *testing.T) {
	p := stating(t, "fixed pkg:npm/gone 2026-01-01", "affected pkg:npm/gone 2026-01-01")
	j := policy.Judge(p, input())
	if len(j.Findings) != 1 || j.Findings[0].Rule != policy.RuleUnusedSuppression || j.Findings[0].Location.Path != "shop.json" || j.Verdict != finding.Open {
		t.Errorf("got %+v, want one unused statement and an open gate", j)
	}
	in := input()
	in.Partial = true
	if j := policy.Judge(p, in); len(j.Findings) != 0 {
		t.Errorf("of a part of the tree, got %+v", j.Findings)
	}
}
