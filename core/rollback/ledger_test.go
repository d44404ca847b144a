package rollback_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

// world is a ledger in a real folder, and what today's advisories say about each
// version. A version is a letter: its commit is that letter forty times.
type world struct {
	t        *testing.T
	path     string
	folder   *receipt.Ledger
	clock    time.Time
	today    map[string][]finding.Finding // by version
	gaps     map[string][]finding.Gap
	fails    map[string]error
	calls    []string
	policy   policy.Policy
	target   string
	observed rollback.Observed
	approval rollback.Approval
}

func newWorld(t *testing.T) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "receipts")
	folder, err := receipt.Open(receipt.Config{Location: path})
	if err != nil {
		t.Fatal(err)
	}
	return &world{t: t, path: path, folder: folder, clock: time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC),
		today: map[string][]finding.Finding{}, gaps: map[string][]finding.Gap{}, fails: map[string]error{},
		policy: policy.Default(), target: rollback.Auto}
}

func commit(version string) string { return strings.Repeat(version, 40) }

// release appends the receipt of a version that passed, a day after the one before.
func (w *world) release(version string, changes ...func(*receipt.Facts)) {
	w.t.Helper()
	w.clock = w.clock.Add(24 * time.Hour)
	sbom := []byte("the inventory of " + version)
	facts := receipt.Facts{
		Version: "1.0.0", Time: w.clock, Mode: "release", Environment: "production", Commit: commit(version), Verdict: finding.Open,
		Policy: policy.Default().Digest(), SBOM: receipt.Digest(sbom),
		Checks: []receipt.Check{{Name: "credential", State: finding.Examined}, {Name: "dependency", State: finding.Examined}, {Name: "sast", State: finding.Examined}},
	}
	for _, change := range changes {
		change(&facts)
	}
	if facts.SBOM == "" {
		sbom = nil
	}
	statement := receipt.New(facts)
	if _, err := w.folder.Append(context.Background(), receipt.Record{Receipt: &statement, SBOM: sbom}); err != nil {
		w.t.Fatal(err)
	}
}

func closed(f *receipt.Facts) { f.Verdict = finding.Closed }

func staging(f *receipt.Facts) { f.Environment = "staging" }

func owing(f *receipt.Facts) {
	f.Mode = "hotfix"
	f.Debts = []receipt.Debt{{ID: "debt/sast", Check: "sast", Due: "2026-12-01T00:00:00Z"}}
}

func recording(judged ...finding.Judged) func(*receipt.Facts) {
	return func(f *receipt.Facts) { f.Findings = judged }
}

func (w *world) rejudge(_ context.Context, sbom []byte) ([]finding.Finding, []finding.Gap, error) {
	version := strings.TrimPrefix(string(sbom), "the inventory of ")
	w.calls = append(w.calls, version)
	return w.today[version], w.gaps[version], w.fails[version]
}

func (w *world) request() rollback.Request {
	entries, err := w.folder.List(context.Background())
	return rollback.Request{Target: w.target, Environment: "production", Entries: entries, Ledger: err,
		Policy: w.policy, Today: w.clock, Rejudge: w.rejudge, Observed: w.observed, Approval: w.approval}
}

func (w *world) decide() rollback.Decision {
	w.t.Helper()
	d, err := rollback.Decide(context.Background(), w.request())
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// spoil cuts the receipt of a version in half.
func (w *world) spoil(version string) {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.path, "*.json"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			w.t.Fatal(err)
		}
		if strings.Contains(string(content), commit(version)) {
			if err := os.WriteFile(file, content[:len(content)/2], 0o644); err != nil {
				w.t.Fatal(err)
			}
			return
		}
	}
	w.t.Fatalf("no receipt of %s", version)
}

// flaw is a vulnerable package as the dependency check reports it.
func flaw(advisory string, severity finding.Severity, changes ...func(*finding.Package)) finding.Finding {
	p := &finding.Package{Ecosystem: "npm", Name: "left", Version: "1.0.0", Advisory: advisory}
	for _, change := range changes {
		change(p)
	}
	return finding.Finding{Rule: "dependency/vulnerable-package", Location: finding.Location{Path: "package-lock.json", StartLine: 1},
		Message: advisory, Severity: severity, Confidence: finding.Proven, Fingerprint: finding.Fingerprint(advisory), Package: p}
}

func exploited(p *finding.Package) { p.KnownExploited = true }
func malicious(p *finding.Package) { p.Malicious = true }

func alias(id string) func(*finding.Package) {
	return func(p *finding.Package) { p.Aliases = []string{id} }
}

// credential is a credential as a receipt records it.
func credential(name string, status finding.Status) finding.Judged {
	return finding.Judged{Status: status, Finding: finding.Finding{Rule: "credential/key", Severity: finding.High,
		Confidence: finding.Proven, Fingerprint: finding.Fingerprint(name)}}
}

func gap(kind finding.GapKind) []finding.Gap {
	return []finding.Gap{{Check: "dependency", Kind: kind, Message: fmt.Sprintf("The index is %s for npm.", kind)}}
}
