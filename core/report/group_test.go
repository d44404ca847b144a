package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// flawed is a flaw in left 1.0.0, in the lockfile of a folder.
func flawed(folder string, change func(*finding.Judged)) finding.Judged {
	j := finding.Judged{Status: finding.Blocks, Finding: finding.Finding{
		Rule: "dependency/vulnerable-package", Location: finding.Location{Path: folder + "/package-lock.json", StartLine: 3},
		Message: "left 1.0.0: GHSA-1 (CVE-1)", Severity: finding.High, Confidence: finding.Proven, Advice: "Raise left to 1.1.0 or later.",
		Package: &finding.Package{Ecosystem: "npm", Name: "left", Version: "1.0.0", Advisory: "GHSA-1", Aliases: []string{"CVE-1"}},
	}}
	if change != nil {
		change(&j)
	}
	return j
}

func TestAFlawInSeveralLockfilesIsToldOnce(t *testing.T) {
	list := grouped([]finding.Judged{
		flawed("a", nil),
		flawed("b", func(j *finding.Judged) { j.Package.Advisory, j.Package.Aliases = "CVE-1", []string{"GHSA-1"} }), // by another of its names
		flawed("c", func(j *finding.Judged) { j.Package.Version = "1.0.1" }),
		flawed("d", func(j *finding.Judged) { j.Advice = "Raise right, which brings it." }),
		flawed("e", func(j *finding.Judged) { j.Package.Advisory, j.Package.Aliases = "GHSA-2", nil }),
		flawed("f", nil),
	})
	var got []string
	for _, e := range list {
		got = append(got, e.Place+" | "+e.also())
	}
	want := []string{
		"a/package-lock.json:3 | also in b/package-lock.json:3, f/package-lock.json:3",
		"c/package-lock.json:3 | ", "d/package-lock.json:3 | ", "e/package-lock.json:3 | ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := findingsIn(list); n != 6 {
		t.Errorf("the entries stand for %d findings, want 6", n)
	}
}

func TestFindingsThatAreNoFlawsStayApart(t *testing.T) {
	one := flawed("a", func(j *finding.Judged) { j.Package = nil })
	if list := grouped([]finding.Judged{one, one}); len(list) != 2 {
		t.Errorf("got %d entries, want 2", len(list))
	}
	held := flawed("b", func(j *finding.Judged) { j.Status, j.Suppression = finding.Suppressed, "later" })
	if list := grouped([]finding.Judged{flawed("a", nil), held}); len(list) != 2 {
		t.Errorf("a suppressed flaw hides behind a blocking one: %d entries", len(list))
	}
	called := flawed("b", func(j *finding.Judged) { j.Package.Reach = finding.Called })
	if list := grouped([]finding.Judged{flawed("a", nil), called}); len(list) != 2 {
		t.Errorf("a flaw that is called hides behind one of which that is not known: %d entries", len(list))
	}
}

func TestEveryFormCountsFindingsAndNamesThePlaces(t *testing.T) {
	var findings []finding.Judged
	for i := range 14 {
		findings = append(findings, flawed(fmt.Sprintf("f%02d", i), nil))
	}
	r := &Report{Judgement: finding.Judgement{Verdict: finding.Closed, Findings: findings}}
	page, err := HTML(r)
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"text": Text(r, Style{Width: 10000}), "summary": Summary(r), "page": string(page)} {
		if n := strings.Count(text, "Raise left to 1.1.0"); n != 1 {
			t.Errorf("%s tells the flaw %d times", form, n)
		}
		for _, want := range []string{"Blocking (14)", "also in", "and 3 more places"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", form, want)
			}
		}
	}
}
