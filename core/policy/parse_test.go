package policy_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/license"
	"github.com/sallyport-gate/sallyport/core/policy"
)

const complete = `version: 1
release:
  block: {severity: critical, confidence: proven}
  judge: all
  require: [credential, sast]
hotfix:
  budget: 90s
  floor: [credential]
  value: {sast: 8, dependency: 3}
  approver: optional
  due: 3d
  duration: {sast: 2m}
  jobs: {e2e: {value: 5, duration: 10m}, accept: {duration: 1m}}
  ceiling: 2
rollback:
  block: any
  never: [CVE-2021-44228, GHSA-jfh8-c2jp-5v3q]
  security: 7
  floor: 6
  irreversible: [split-orders-table]
  revoked: ["00ff"]
  watch: {samples: 3, healthy: 2, interval: 1s, bake: 30s, settle: 45s, patience: 5m}
advisories: {age: 36h, allowStale: true, allowSample: true}
sast: {allowUnparsed: true, allowSemgrepMarkers: true}
dependency: {allowToolchain: true}
exclude:
  - {path: "testdata/**", reason: planted faults, owner: platform-security}
suppress:
  - rule: credential/generic-password
    path: docs/**
    reason: sample values in the tutorial
    owner: platform-security
    expires: 2027-03-31
  - {fingerprint: "00112233445566778899aabbccddeeff", path: a.go, reason: r, owner: o, expires: "2027-01-01"}
salt: 0f3c-9a1b-77de-4242
credential: {allowUnopenedArchives: true, allowGitleaksMarkers: true, allowGitleaksIgnore: true}
baseline: .sallyport-baseline
vex: [security/shop.openvex.json]
licenses: {allow: [MIT, apache-2.0, GPL-2.0-only WITH Classpath-exception-2.0]}
`

func TestParseReadsEveryKey(t *testing.T) {
	got, err := policy.Parse(".sallyport.yml", []byte(complete))
	if err != nil {
		t.Fatal(err)
	}
	want := policy.Policy{
		Version: 1,
		Release: policy.Release{
			Block: policy.Bar{Severity: finding.Critical, Confidence: finding.Proven},
			Judge: policy.All, Require: []string{"credential", "sast"},
		},
		Hotfix: policy.Hotfix{
			Budget: 90 * time.Second, Floor: []string{"credential"},
			Value: map[string]int{"sast": 8, "dependency": 3}, Due: 72 * time.Hour,
			Duration: map[string]time.Duration{"sast": 2 * time.Minute}, Approver: policy.ApproverOptional, Ceiling: 2,
			Jobs: []policy.Job{{Name: "accept", Value: 1, Duration: time.Minute}, {Name: "e2e", Value: 5, Duration: 10 * time.Minute}},
		},
		Rollback: policy.Rollback{Block: policy.Any, Never: []string{"CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"},
			Security: 7, Floor: 6, Irreversible: []string{"split-orders-table"}, Revoked: []string{"00ff"},
			Watch: policy.Watch{Samples: 3, Healthy: 2, Interval: time.Second, Bake: 30 * time.Second, Settle: 45 * time.Second, Patience: 5 * time.Minute}},
		Advisories: policy.Advisories{Age: 36 * time.Hour, AllowStale: true, AllowSample: true},
		SAST:       policy.SAST{AllowUnparsed: true, AllowSemgrepMarkers: true},
		Dependency: policy.Dependency{AllowToolchain: true},
		Exclude:    []policy.Exclusion{{Path: "testdata/**", Reason: "planted faults", Owner: "platform-security", Line: 27}},
		Suppress: []policy.Suppression{
			{Rule: "credential/generic-password", Path: "docs/**", Reason: "sample values in the tutorial",
				Owner: "platform-security", Expires: time.Date(2027, 3, 31, 0, 0, 0, 0, time.UTC), Line: 29},
			{Fingerprint: "00112233445566778899aabbccddeeff", Path: "a.go", Reason: "r", Owner: "o",
				Expires: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Line: 34},
		},
		Salt:       "0f3c-9a1b-77de-4242",
		Credential: policy.Credential{AllowUnopenedArchives: true, AllowGitleaksMarkers: true, AllowGitleaksIgnore: true},
		Baseline:   ".sallyport-baseline",
		VEX:        []string{"security/shop.openvex.json"},
		Licenses:   licenses(t, "MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(policy.Policy{})); diff != "" {
		t.Error(diff)
	}
	if got.Digest() == policy.Default().Digest() || len(got.Digest()) != len("sha256:")+64 {
		t.Errorf("digest: got %q, want one of its own", got.Digest())
	}
}

func licenses(t *testing.T, entries ...string) (l license.List) {
	t.Helper()
	for _, e := range entries {
		var err error
		if l, err = l.With(e); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestShortestPolicyMeansTheDefault(t *testing.T) {
	got, err := policy.Parse("p.yml", []byte("version: 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(policy.Default(), got, cmp.AllowUnexported(policy.Policy{})); diff != "" {
		t.Error(diff)
	}
}

func TestEveryMistakeIsToldAtOnceWithItsLine(t *testing.T) {
	_, err := policy.Parse("gate.yml", []byte(`version: 2
relase: {}
release:
  block: {severity: hgih, confidence: strong}
  judge: new
  judge: all
  require: [sast, sats, sast]
  evidence: {tests: passed}
hotfix: {budget: 5, due: -3h, approver: maybe, value: {sast: lots, evidence.e2e: 5, image: 1}}
rollback: {never: [CVE-2021-44228, "log 4 shell"]}
advisories: {age: 5 days, allowstale: true}
exclude:
  - {path: "**/*", reason: r, owner: o}
  - {path: "/abs", reason: 12}
suppress:
  - {rule: sast/x, fingerprint: "00112233445566778899aabbccddeeff", path: "a/**", reason: r, owner: o, expires: 2027-02-30}
  - {rule: policy/expired-suppression, path: "[a]", reason: "", owner: o, expires: soon}
  - {path: a, reason: r, owner: o, expires: 2027-01-01}
  - just a text
salt: short
licenses:
  allow:
    - Apahce-2.0
    - MIT OR ISC
    - 7
`))
	if err == nil {
		t.Fatal("got no error")
	}
	want := []string{
		`gate.yml:1: version is "2"; this gate reads version 1`,
		`gate.yml:2: "relase" is not a key of the policy; did you mean "release"?`,
		`gate.yml:4: "hgih" is not a value of release.block.severity; did you mean "high"?`,
		`gate.yml:6: "judge" is there twice, first in line 5; keep one`,
		`gate.yml:7: "sats" is not a value of release.require; did you mean "sast"?`,
		`gate.yml:7: release.require names sast twice; keep one`,
		`gate.yml:8: release.evidence is not supported yet; take it out, or nothing would judge it`,
		`gate.yml:9: hotfix.budget: "5" is not a duration; write a number with a unit, for example 90s, 5m, 72h or 5d`,
		`gate.yml:9: hotfix.due: "-3h" is not a duration; write a number with a unit, for example 90s, 5m, 72h or 5d`,
		`gate.yml:9: "maybe" is not a value of hotfix.approver; write one of required, named, optional`,
		`gate.yml:9: hotfix.value.sast is "lots"; write a whole number from 0 to 1000`,
		`gate.yml:9: "evidence.e2e": evidence is not supported yet; take it out`,
		`gate.yml:9: "image" is not a key of hotfix.value; write one of credential, dependency, sast`,
		`gate.yml:10: "log 4 shell" is not an advisory's id; write it as CVE-2021-44228 or GHSA-jfh8-c2jp-5v3q`,
		`gate.yml:11: advisories.age: "5 days" is not a duration; write a number with a unit, for example 90s, 5m, 72h or 5d`,
		`gate.yml:11: "allowstale" is not a key of advisories; did you mean "allowStale"?`,
		`gate.yml:13: exclude leaves out everything, so that nothing would be examined; name the parts that are not yours`,
		`gate.yml:14: the path begins with /; paths are relative to the repository's root`,
		`gate.yml:14: reason is "12", not text; put it into quotes`,
		`gate.yml:14: an entry of exclude has no owner; add it`,
		`gate.yml:16: expires: "2027-02-30" is not a date; write YEAR-MONTH-DAY, for example 2027-03-31`,
		`gate.yml:16: an entry of suppress needs either a rule or a fingerprint; name exactly one of them`,
		`gate.yml:17: "policy/expired-suppression" cannot be suppressed; mend what it speaks of`,
		`gate.yml:17: the path uses [ ] { } or !, which are not supported; write one entry per alternative, with * ? and ** only`,
		`gate.yml:17: reason is empty; write something or leave the key out`,
		`gate.yml:17: expires: "soon" is not a date; write YEAR-MONTH-DAY, for example 2027-03-31`,
		`gate.yml:18: an entry of suppress needs either a rule or a fingerprint; name exactly one of them`,
		`gate.yml:19: an entry of suppress is "just a text"; write keys and values`,
		`gate.yml:20: salt is shorter than 16 characters; write 16 or more random ones`,
		`gate.yml:23: licenses.allow: SPDX knows no license "Apahce-2.0"; write an identifier of its list (https://spdx.org/licenses) such as Apache-2.0, or LicenseRef-NAME`,
		`gate.yml:24: licenses.allow: "MIT OR ISC" joins licenses with OR; write each license that is allowed as an entry of its own`,
		`gate.yml:25: licenses.allow is "7", not text; put it into quotes`,
	}
	if diff := cmp.Diff(want, strings.Split(err.Error(), "\n")); diff != "" {
		t.Error(diff)
	}
}

func TestFilesThatAreNoPolicyAreRefused(t *testing.T) {
	tests := map[string]struct{ content, want string }{
		"an empty file":                {"", "p.yml:1: the policy is empty"},
		"comments only":                {"# later\n", "p.yml:1: the policy is empty"},
		"a list":                       {"- version: 1\n", "p.yml:1: the policy is a list; write keys and values"},
		"no version":                   {"salt: 0123456789abcdef\n", "the policy has no version; add it"},
		"broken YAML":                  {"version: 1\nrelease: {block\n", "this is not YAML"},
		"two documents":                {"version: 1\n---\nversion: 1\n", "p.yml:2: the file holds a second document"},
		"an anchor":                    {"version: &v 1\n", "p.yml:1: anchors"},
		"an alias in place of a list":  {"version: 1\nexclude: &x []\nsuppress: *x\n", "p.yml:2: anchors"},
		"a merge key":                  {"version: 1\n<<: {salt: 0123456789abcdef}\n", `"<<" is not a key`},
		"deep nesting":                 {"version: 1\nexclude: " + strings.Repeat("[", 60) + strings.Repeat("]", 60), "the nesting is too deep"},
		"text that is not UTF-8":       {"version: 1\nsalt: \xff\xfe", "p.yml:1: the policy is not UTF-8"},
		"a file over the limit":        {"version: 1\n#" + strings.Repeat("x", policy.MaxSize), "bytes long; at most"},
		"a key without its value":      {"version: 1\nrelease:\n", "p.yml:2: release is empty; write keys and values"},
		"a boolean of another dialect": {"version: 1\nadvisories: {allowStale: yes}\n", `"yes" is not a value of advisories.allowStale`},
		"a document outside":           {"version: 1\nvex: [../a.json]\n", "p.yml:2: vex: \"../a.json\" is not the path of a file"},
		"a document named twice":       {"version: 1\nvex: [a.json, a.json]\n", "names \"a.json\" twice"},
		"licenses without a list":      {"version: 1\nlicenses: {}\n", "licenses has no allow; add it"},
		"an empty list of licenses":    {"version: 1\nlicenses: {allow: []}\n", "p.yml:2: licenses.allow is empty"},
		"a line break in a reason":     {"version: 1\nexclude: [{path: a, owner: o, reason: \"x\\n::set-output\"}]\n", "write it on one line"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := policy.Parse("p.yml", []byte(test.content))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q in it", err, test.want)
			}
			if got.Version != 0 {
				t.Error("got a policy beside the error")
			}
		})
	}
}

func TestAliasBombsCostNothing(t *testing.T) {
	var b strings.Builder
	b.WriteString("version: 1\na0: &a0 [x]\n")
	for i := range 40 {
		b.WriteString(strings.NewReplacer("N", string(rune('0'+i%10))).Replace("aN: &aN [*a0, *a0, *a0, *a0]\n"))
	}
	if _, err := policy.Parse("p.yml", []byte(b.String())); err == nil {
		t.Error("got no error")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(complete))
	f.Add([]byte("version: 1\n"))
	f.Add([]byte("suppress: [{rule: a/b, expires: 2027-13-01}]"))
	f.Add([]byte("? [a, b]\n: c\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		p, err := policy.Parse("p.yml", content)
		if (err == nil) != (p.Version == 1) {
			t.Errorf("got version %d beside error %v", p.Version, err)
		}
		for line := range strings.SplitSeq(strings.TrimSpace(errorText(err)), "\n") {
			if line != "" && !strings.HasPrefix(line, "p.yml:") {
				t.Errorf("a mistake has no place: %q", line)
			}
		}
	})
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
