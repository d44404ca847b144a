package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

const (
	oneFingerprint = "00112233445566778899aabbccddeeff"
	twoFingerprint = "ffeeddccbbaa99887766554433221100"
)

func promise(t *testing.T) policy.Promise {
	t.Helper()
	p, err := policy.ParsePromise("inherited, being rotated", "platform", "2027-03-31")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestABaselineIsReadAsItWasWritten(t *testing.T) {
	p := promise(t)
	content := policy.FormatBaseline([]policy.Suppression{p.Entry("sast/x", twoFingerprint), p.Entry("credential/y", oneFingerprint)})
	got, err := policy.ParseBaseline("base", content)
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Suppression{
		{Fingerprint: oneFingerprint, Of: "credential/y", Path: "**", Reason: "inherited, being rotated", Owner: "platform", Expires: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC), File: "base", Line: 2},
		{Fingerprint: twoFingerprint, Of: "sast/x", Path: "**", Reason: "inherited, being rotated", Owner: "platform", Expires: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC), File: "base", Line: 3},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if again := policy.FormatBaseline(got); string(again) != string(content) {
		t.Errorf("written again it is\n%s, want\n%s", again, content)
	}
}

func TestThePolicysDigestSpeaksOfItsBaselineToo(t *testing.T) {
	p := promise(t)
	digests := map[string]bool{policy.Default().Digest(): true}
	for _, content := range []string{"", string(policy.FormatBaseline([]policy.Suppression{p.Entry("sast/x", oneFingerprint)})), string(policy.FormatBaseline([]policy.Suppression{p.Entry("sast/x", twoFingerprint)}))} {
		with, err := policy.Default().WithBaseline("base", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		digests[with.Digest()] = true
	}
	if len(digests) != 4 {
		t.Errorf("no baseline and three different ones have %d digests, want 4: %v", len(digests), digests)
	}
}

func TestAMistakeInABaselineNamesItsLine(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"a part is missing", oneFingerprint + " sast/x 2027-03-31 platform", "b:1: the line has 4 parts"},
		{"no fingerprint", "# head\n\nabc sast/x 2027-03-31 o r", "b:3: \"abc\" is not a fingerprint"},
		{"no date", oneFingerprint + " sast/x soon o r", "b:1: \"soon\" is not a date"},
		{"no rule", oneFingerprint + " x 2027-03-31 o r", "b:1: \"x\" is not the id"},
		{"a rule that cannot be suppressed", oneFingerprint + " policy/owed-debt 2027-03-31 o r", "b:1: \"policy/owed-debt\" is not the id"},
		{"twice", strings.Repeat(oneFingerprint+" sast/x 2027-03-31 o r\n", 2), "b:2: fingerprint " + oneFingerprint + " is there twice, first in line 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := policy.ParseBaseline("b", []byte(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestABaselineForgivesUntilItsLastDayAndTellsWhatItNoLongerNeeds(t *testing.T) {
	p, err := policy.Default().WithBaseline("base", policy.FormatBaseline([]policy.Suppression{promise(t).Entry("credential/y", oneFingerprint), promise(t).Entry("sast/x", twoFingerprint)}))
	if err != nil {
		t.Fatal(err)
	}
	found := finding.Finding{Rule: "credential/y", Fingerprint: oneFingerprint, Severity: finding.High, Confidence: finding.Proven, Location: finding.Location{Path: "deep/down/a.env", StartLine: 3}}
	in := policy.Input{Mode: "release", PolicyPath: ".sallyport.yml", Findings: []finding.Finding{found}, Today: time.Date(2027, 3, 31, 12, 0, 0, 0, time.UTC)}
	for _, name := range policy.CheckNames() {
		in.Checks = append(in.Checks, finding.CheckState{Name: name, State: finding.Examined})
	}
	status := func(j finding.Judgement) (list []string) {
		for _, f := range j.Findings {
			list = append(list, f.Rule+" "+f.Location.Path+" "+string(f.Status))
		}
		return list
	}
	got := policy.Judge(p, in)
	if diff := cmp.Diff([]string{"policy/unused-suppression base reported", "credential/y deep/down/a.env suppressed"}, status(got)); diff != "" || got.Verdict != finding.Open {
		t.Errorf("on the last day: %s (-want +got):\n%s", got.Verdict, diff)
	}
	in.Today = in.Today.AddDate(0, 0, 1)
	got = policy.Judge(p, in)
	if diff := cmp.Diff([]string{"policy/expired-suppression base blocks", "policy/expired-suppression base blocks", "credential/y deep/down/a.env blocks"}, status(got)); diff != "" || got.Verdict != finding.Closed {
		t.Errorf("a day later: %s (-want +got):\n%s", got.Verdict, diff)
	}
}

func TestANewBaselineKeepsWhatIsStillThere(t *testing.T) {
	old := []policy.Suppression{{Fingerprint: "kept", Of: "sast/x", Reason: "older"}, {Fingerprint: "gone", Of: "sast/x"}}
	judged := []finding.Judged{
		{Finding: finding.Finding{Rule: "sast/x", Fingerprint: "kept"}, Status: finding.Suppressed},
		{Finding: finding.Finding{Rule: "sast/x", Fingerprint: "new"}, Status: finding.Blocks},
		{Finding: finding.Finding{Rule: "sast/x", Fingerprint: "low"}, Status: finding.Reported},
		{Finding: finding.Finding{Rule: "policy/expired-suppression", Fingerprint: "ours"}, Status: finding.Blocks},
	}
	fingerprints := func(list []policy.Suppression) (all []string) {
		for _, s := range list {
			all = append(all, s.Fingerprint+" "+s.Reason)
		}
		return all
	}
	entries, added, dropped := policy.Rebase(old, judged, promise(t), false)
	if diff := cmp.Diff([]string{"kept older", "new inherited, being rotated"}, fingerprints(entries)); diff != "" || added != 1 || dropped != 1 {
		t.Errorf("%d added, %d dropped (-want +got):\n%s", added, dropped, diff)
	}
	if entries, _, _ = policy.Rebase(old, judged, promise(t), true); len(entries) != 3 {
		t.Errorf("after half a run %v, want nothing dropped", fingerprints(entries))
	}
}

func TestAPromiseNeedsAllItsParts(t *testing.T) {
	for _, parts := range [][3]string{{"", "o", "2027-01-01"}, {"r", "", "2027-01-01"}, {"r", "two words", "2027-01-01"}, {"r", "o", "soon"}, {"a\nb", "o", "2027-01-01"}} {
		if _, err := policy.ParsePromise(parts[0], parts[1], parts[2]); err == nil {
			t.Errorf("%q passes", parts)
		}
	}
}

func TestMarksOfGitleaksCountWhenThePolicySaysSo(t *testing.T) {
	f := finding.Finding{Rule: "credential/y", Fingerprint: "f", Severity: finding.High, Confidence: finding.Proven}
	for _, test := range []struct {
		marker string
		allow  policy.Credential
		want   finding.Status
	}{
		{finding.GitleaksAllow, policy.Credential{}, finding.Blocks},
		{finding.GitleaksAllow, policy.Credential{AllowGitleaksIgnore: true}, finding.Blocks},
		{finding.GitleaksAllow, policy.Credential{AllowGitleaksMarkers: true}, finding.Suppressed},
		{finding.GitleaksIgnore, policy.Credential{AllowGitleaksMarkers: true}, finding.Blocks},
		{finding.GitleaksIgnore, policy.Credential{AllowGitleaksIgnore: true}, finding.Suppressed},
		{"", policy.Credential{AllowGitleaksMarkers: true, AllowGitleaksIgnore: true}, finding.Blocks},
	} {
		p := policy.Default()
		p.Credential = test.allow
		f.Marker = test.marker
		if got := policy.Judge(p, policy.Input{Findings: []finding.Finding{f}}).Findings[0].Status; got != test.want {
			t.Errorf("%q under %+v: %s, want %s", test.marker, test.allow, got, test.want)
		}
	}
}

func TestMarksOfSemgrepCountWhenThePolicySaysSo(t *testing.T) {
	for allow, want := range map[bool]finding.Status{false: finding.Blocks, true: finding.Suppressed} {
		p := policy.Default()
		p.SAST.AllowSemgrepMarkers = allow
		found := []finding.Finding{{Rule: "sast/a", Severity: finding.High, Confidence: finding.Proven, Fingerprint: "1", Marker: finding.Nosemgrep}}
		if got := policy.Judge(p, policy.Input{Findings: found}).Findings[0].Status; got != want {
			t.Errorf("allowed %v: got %v, want %v", allow, got, want)
		}
	}
}

func TestGitleaksIgnoreGoesByPlace(t *testing.T) {
	commit := strings.Repeat("ab", 20)
	list := policy.ParseGitleaksIgnore([]byte("# comment\ndeploy/a.env:generic-api-key:3\n" + commit + ":b.env:jwt:7\nno fingerprint\nc.env:rule:x\n"))
	for _, test := range []struct {
		name string
		f    finding.Finding
		want bool
	}{
		{"the line", finding.Finding{Rule: "credential/y", Location: finding.Location{Path: "deploy/a.env", StartLine: 3}}, true},
		{"another line", finding.Finding{Rule: "credential/y", Location: finding.Location{Path: "deploy/a.env", StartLine: 4}}, false},
		{"another check", finding.Finding{Rule: "sast/y", Location: finding.Location{Path: "deploy/a.env", StartLine: 3}}, false},
		{"inside an archive", finding.Finding{Rule: "credential/y", Location: finding.Location{Path: "deploy/a.env", Inside: "x", StartLine: 3}}, false},
		{"the line of its commit", finding.Finding{Rule: "credential/y", Commit: commit, Location: finding.Location{Path: "b.env", StartLine: 7}}, true},
		{"of another commit", finding.Finding{Rule: "credential/y", Commit: "cd", Location: finding.Location{Path: "b.env", StartLine: 7}}, false},
		{"in the tree", finding.Finding{Rule: "credential/y", Location: finding.Location{Path: "b.env", StartLine: 7}}, false},
	} {
		if got := list.Covers(test.f); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
