package receipt_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

const commit = "0123456789abcdef0123456789abcdef01234567"

var sbom = []byte(`{"bomFormat":"CycloneDX"}`)

// facts are those of a hotfix, because it has the most to tell.
func facts() receipt.Facts {
	return receipt.Facts{
		Version: "1.2.3", Time: time.Date(2026, 11, 23, 21, 0, 0, 5e6, time.UTC),
		Mode: "hotfix", Environment: "production", Repository: "acme/shop", Commit: commit,
		Run: "https://ci.example/run/7", Verdict: finding.Open, Policy: receipt.Digest([]byte("version: 1\n")),
		Watermark: &check.Watermark{Time: "2026-11-22T00:00:00Z", Digest: receipt.Digest([]byte("index")), Source: "embedded"},
		Checks:    []receipt.Check{{Name: "sast", State: finding.Owed}, {Name: "credential", State: finding.Examined, Milliseconds: 1200}},
		Findings: []finding.Judged{
			{Finding: finding.Finding{Rule: "dependency/vulnerable-package", Severity: finding.High, Confidence: finding.Proven,
				Fingerprint: "ff", Location: finding.Location{Path: "secret/place.json", StartLine: 3}, Message: "words",
				Package: &finding.Package{Ecosystem: "npm", Name: "left", Version: "1.0.0", Advisory: "GHSA-aaaa-bbbb-cccc", KnownExploited: true}}, Status: finding.Known},
			{Finding: finding.Finding{Rule: "credential/key", Severity: finding.High, Confidence: finding.Strong, Fingerprint: "aa"}, Status: finding.Suppressed},
		},
		Debts:    []receipt.Debt{{ID: "debt/sast", Check: "sast", Reason: "no time", Due: "2026-11-26T21:00:00Z"}},
		Approval: &receipt.Approval{By: "kim", Author: "lee", Reason: "outage", Incident: "INC-7"},
		SBOM:     receipt.Digest(sbom), Previous: receipt.Digest([]byte("before")),
	}
}

func encode(t *testing.T, f receipt.Facts) []byte {
	t.Helper()
	content, err := receipt.Encode(receipt.New(f))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestReceiptIsAnInTotoStatementWithAVerificationSummary(t *testing.T) {
	const want = `{
  "_type": "https://in-toto.io/Statement/v1",
  "subject": [
    {
      "name": "acme/shop",
      "digest": {
        "gitCommit": "0123456789abcdef0123456789abcdef01234567"
      }
    }
  ],
  "predicateType": "https://slsa.dev/verification_summary/v1",
  "predicate": {
    "verifier": {
      "id": "https://github.com/sallyport-gate/sallyport/verifier/v1",
      "version": {
        "sallyport": "1.2.3"
      }
    },
    "timeVerified": "2026-11-23T21:00:00.005Z",
    "resourceUri": "git+acme/shop@0123456789abcdef0123456789abcdef01234567",
    "policy": {
      "uri": "https://github.com/sallyport-gate/sallyport/policy/hotfix",
      "digest": {
        "sha256": "POLICY"
      }
    },
    "inputAttestations": [
      {
        "uri": "sbom.cdx.json",
        "digest": {
          "sha256": "SBOM"
        }
      }
    ],
    "verificationResult": "PASSED",
    "verifiedLevels": [
      "SALLYPORT_HOTFIX_PARTIAL",
      "SLSA_BUILD_LEVEL_UNEVALUATED"
    ],
    "slsaVersion": "1.2",
    "https://github.com/sallyport-gate/sallyport/ext/v1": {
      "mode": "hotfix",
      "verdict": "open",
      "environment": "production",
      "commit": "0123456789abcdef0123456789abcdef01234567",
      "run": "https://ci.example/run/7",
      "advisories": {
        "time": "2026-11-22T00:00:00Z",
        "digest": "sha256:INDEX",
        "source": "embedded"
      },
      "previousReceipt": "sha256:BEFORE",
      "checks": [
        {
          "name": "credential",
          "state": "examined",
          "milliseconds": 1200
        },
        {
          "name": "sast",
          "state": "owed",
          "milliseconds": 0
        }
      ],
      "findings": [
        {
          "rule": "credential/key",
          "severity": "high",
          "confidence": "strong",
          "fingerprint": "aa",
          "status": "suppressed"
        },
        {
          "rule": "dependency/vulnerable-package",
          "severity": "high",
          "confidence": "proven",
          "fingerprint": "ff",
          "status": "known",
          "package": {
            "ecosystem": "npm",
            "name": "left",
            "version": "1.0.0",
            "advisory": "GHSA-aaaa-bbbb-cccc",
            "knownExploited": true
          }
        }
      ],
      "debts": [
        {
          "id": "debt/sast",
          "check": "sast",
          "reason": "no time",
          "due": "2026-11-26T21:00:00Z"
        }
      ],
      "pays": [],
      "approval": {
        "by": "kim",
        "author": "lee",
        "reason": "outage",
        "incident": "INC-7"
      }
    }
  }
}
`
	hex := func(content string) string { return strings.TrimPrefix(receipt.Digest([]byte(content)), "sha256:") }
	filled := strings.NewReplacer("POLICY", hex("version: 1\n"), "SBOM", hex(string(sbom)), "INDEX", hex("index"), "BEFORE", hex("before")).
		Replace(want)
	if diff := cmp.Diff(filled, string(encode(t, facts()))); diff != "" {
		t.Error(diff)
	}
}

func TestLevelsTellReleaseHotfixAndFailureApart(t *testing.T) {
	tests := map[string]struct {
		change func(*receipt.Facts)
		result string
		level  string
	}{
		"a release":               {func(f *receipt.Facts) { f.Mode, f.Debts = "release", nil }, receipt.Passed, "SALLYPORT_RELEASE"},
		"a hotfix that owes":      {func(*receipt.Facts) {}, receipt.Passed, "SALLYPORT_HOTFIX_PARTIAL"},
		"a hotfix that is whole":  {func(f *receipt.Facts) { f.Debts = nil }, receipt.Passed, "SALLYPORT_HOTFIX"},
		"a closed gate":           {func(f *receipt.Facts) { f.Verdict = finding.Closed }, receipt.Failed, "FAILED"},
		"an undecided gate fails": {func(f *receipt.Facts) { f.Verdict = finding.Undecided }, receipt.Failed, "FAILED"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := facts()
			test.change(&f)
			s := receipt.New(f)
			if s.Predicate.VerificationResult != test.result || s.Predicate.VerifiedLevels[0] != test.level {
				t.Errorf("got %s, %v, want %s, %s", s.Predicate.VerificationResult, s.Predicate.VerifiedLevels, test.result, test.level)
			}
			encode(t, f)
		})
	}
}

func TestDecodeReadsWhatEncodeWrote(t *testing.T) {
	content := encode(t, facts())
	got, err := receipt.Decode(content)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(receipt.New(facts()).Predicate.Policy, got.Predicate.Policy); diff != "" {
		t.Error(diff)
	}
	again, err := receipt.Encode(got)
	if err != nil || !bytes.Equal(again, content) {
		t.Errorf("a second round differs (error %v)", err)
	}
	if got.Commit() != commit || got.Mode() != "hotfix" || got.Environment() != "production" || !got.Passed() ||
		got.SBOM() != receipt.Digest(sbom) || len(got.Debts()) != 1 {
		t.Errorf("the short ways to its parts are wrong: %+v", got)
	}
}

func TestHostileNamesAreWrittenOnce(t *testing.T) {
	f := facts()
	f.Repository, f.Run = "acme/\xff</script>\u2028", "\x00\n"
	if _, err := receipt.Decode(encode(t, f)); err != nil {
		t.Error(err)
	}
}

func TestEncodeRefusesWhatDecodeWouldRefuse(t *testing.T) {
	tests := map[string]struct {
		change func(*receipt.Facts)
		want   string
	}{
		"no commit":            {func(f *receipt.Facts) { f.Commit, f.Artifacts = "", []receipt.Subject{} }, "commit is not a full hash"},
		"a short commit":       {func(f *receipt.Facts) { f.Commit = "0123456" }, "commit is not a full hash"},
		"no policy":            {func(f *receipt.Facts) { f.Policy = "" }, "policy.digest"},
		"no environment":       {func(f *receipt.Facts) { f.Environment = "" }, "environment is missing"},
		"an unknown mode":      {func(f *receipt.Facts) { f.Mode = "party" }, "mode is"},
		"an unknown verdict":   {func(f *receipt.Facts) { f.Verdict = "fine" }, "verdict is"},
		"a state of its own":   {func(f *receipt.Facts) { f.Checks[0].State = "done" }, `check "sast" has no name, an unknown state`},
		"a debt without date":  {func(f *receipt.Facts) { f.Debts[0].Due = "soon" }, "due date"},
		"an artifact unnamed":  {func(f *receipt.Facts) { f.Artifacts = []receipt.Subject{{Digest: map[string]string{"md5": "x"}}} }, "subject"},
		"a finding unnamed":    {func(f *receipt.Facts) { f.Findings[0].Fingerprint = "" }, "no rule, fingerprint or status"},
		"an index without age": {func(f *receipt.Facts) { f.Watermark.Time = "yesterday" }, "advisories has no RFC 3339 time"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := facts()
			test.change(&f)
			if _, err := receipt.Encode(receipt.New(f)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestDecodeRefusesEverythingElse(t *testing.T) {
	good := string(encode(t, facts()))
	tests := map[string]struct{ content, want string }{
		"nothing":                   {"", "ends too early"},
		"a truncated receipt":       {good[:len(good)/2], "ends too early"},
		"a receipt cut at its end":  {strings.TrimSuffix(good, "\n"), "not in the form"},
		"other text":                {"hello", "not a receipt"},
		"an additional field":       {strings.Replace(good, `"mode"`, `"blessed": true, "mode"`, 1), "unknown field"},
		"a repeated field":          {strings.Replace(good, `"mode": "hotfix",`, `"mode": "release", "mode": "hotfix",`, 1), "not in the form"},
		"another spelling of a key": {strings.Replace(good, `"subject"`, `"SUBJECT"`, 1), "not in the form"},
		"something behind the end":  {good + "{}", "not in the form"},
		"another statement type":    {strings.Replace(good, "Statement/v1", "Statement/v2", 1), "this gate reads"},
		"another predicate":         {strings.Replace(good, "verification_summary/v1", "provenance/v1", 1), "this gate reads"},
		"another extension":         {strings.Replace(good, "ext/v1", "ext/v2", 1), "unknown field"},
		"a missing list":            {strings.Replace(good, `"debts"`, `"run2"`, 1), "unknown field"},
		"a null list":               {good[:strings.Index(good, `"findings": [`)] + `"findings": null,` + good[strings.Index(good, `"debts"`):], "findings is missing"},
		"a failure that passed":     {strings.Replace(good, `"verdict": "open"`, `"verdict": "closed"`, 1), "contradicts the verdict"},
		"another policy":            {strings.Replace(good, "policy/hotfix", "policy/release", 1), "policy.uri"},
		"a severity of its own":     {strings.Replace(good, `"severity": "high"`, `"severity": "mild"`, 1), "not a receipt"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := receipt.Decode([]byte(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q in it", err, test.want)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	content, err := receipt.Encode(receipt.New(facts()))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add(content[:200])
	f.Add([]byte(`{"predicate":{}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := receipt.Decode(content)
		if err != nil {
			return
		}
		if again, err := receipt.Encode(s); err != nil || !bytes.Equal(again, content) {
			t.Errorf("a receipt that was read is written differently (error %v)", err)
		}
	})
}
