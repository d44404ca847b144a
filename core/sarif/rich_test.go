package sarif

import (
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/report"
)

// hostileNames are file names and words as an attacker would choose them.
func hostileNames() []string {
	return []string{
		"src/with space/ä%41.go", "C:\\windows.cs", "a:b/c?d#e.py", "\xff\xfe\x00bad\x1b[31m.js",
		"x\n::error::forged", "##vso[task.complete result=Succeeded]", "</script><b>.html",
		"../../outside", "/etc/passwd", "", "\u202egnp.exe", "[a](https://evil.example)|`b`", "\ufeff\u2028.ts",
	}
}

// rich is a report with one of everything.
func rich() *report.Report {
	rules := []finding.Rule{
		{ID: "credential/azure-storage-account-key", Title: "Azure storage account key", Summary: "Whoever has the key reads and writes the whole account.",
			Help: "Rotate the key.\n\n    az storage account keys renew", HelpURI: "https://cwe.mitre.org/data/definitions/798.html",
			CWE: []int{798, 312}, Severity: finding.Critical, Confidence: finding.Proven},
		{ID: "dependency/vulnerable", Title: "Vulnerable dependency", Summary: "A package has a published flaw.",
			Help: "Update the package.", CWE: []int{1395}, Severity: finding.High, Confidence: finding.Proven, Tags: []string{"supply-chain"}},
		{ID: "sast/csharp-sql-injection", Title: "SQL injection", Summary: "An attacker can change the query.",
			Help: "Use parameters.", CWE: []int{89}, Severity: finding.High, Confidence: finding.Strong},
		{ID: "sast/unused", Title: "Rule that nothing breaks", Summary: "Shows that the list is complete.",
			Help: "Nothing to do.", CWE: []int{1}, Severity: finding.Low, Confidence: finding.Likely},
	}
	at := func(path string, line int) finding.Location {
		return finding.Location{Path: path, StartLine: line, StartColumn: 5, EndLine: line, EndColumn: 12}
	}
	findings := []finding.Judged{
		{Finding: finding.Finding{Rule: rules[0].ID, Location: at("settings.json", 3), Message: "A storage key with a valid checksum",
			Severity: finding.Critical, Confidence: finding.Proven, Fingerprint: "00000000000000000000000000000001", Advice: "Rotate it."}, Status: finding.Blocks},
		{Finding: finding.Finding{Rule: rules[1].ID, Location: at("package-lock.json", 20), Message: "left-pad 1.0.0 is affected by GHSA-aaaa-bbbb-cccc.",
			Severity: finding.Medium, Confidence: finding.Proven, Fingerprint: "00000000000000000000000000000002", Score: 5.3,
			Package: &finding.Package{Ecosystem: "npm", Name: "left-pad", Version: "1.0.0", Advisory: "GHSA-aaaa-bbbb-cccc",
				Aliases: []string{"CVE-2030-0001"}, FixedIn: "1.0.1", KnownExploited: true, Direct: true}}, Status: finding.Reported},
		{Finding: finding.Finding{Rule: rules[2].ID, Location: at("Orders.cs", 41), Message: "A request value reaches the query.",
			Severity: finding.High, Confidence: finding.Strong, Fingerprint: "00000000000000000000000000000003",
			Flow: []finding.Step{{Location: at("Orders.cs", 12), Message: "read from the request"}, {Location: at("Orders.cs", 41), Message: "used as a query"}},
			Fix:  []finding.Replacement{{Location: at("Orders.cs", 41), Text: "parameters.Add(name)"}}},
			Status: finding.Suppressed, Suppression: "only in a demo (owner app, until 2031-01-31)"},
		{Finding: finding.Finding{Rule: "own-rule", Location: finding.Location{Path: "x.py"}, Message: "", Confidence: finding.Info,
			Fingerprint: "00000000000000000000000000000004"}, Status: finding.Known},
	}
	for i, name := range hostileNames() {
		findings = append(findings, finding.Judged{Status: finding.Blocks, Finding: finding.Finding{
			Rule: rules[2].ID, Location: at(name, i+1), Message: "In " + name, Severity: finding.High, Confidence: finding.Likely,
			Fingerprint: finding.Fingerprint("hostile", name), Advice: name}})
	}
	gaps := []finding.Gap{
		{Check: "dependency", Kind: finding.Stale, Message: "the advisories are 9 days old; run the update"},
		{Check: "sast", Kind: finding.Unparsed, Path: "src/ä b.cs", Message: "line 4 was not understood"},
		{Kind: "brand-new", Path: "\xff", Message: "no\x1b[0m idea"},
	}
	return &report.Report{
		Version: "1.2.3", Mode: "release", Scope: "change", Environment: "production", Root: ".",
		Change: report.Change{Repository: "shop/storefront", Commit: strings.Repeat("ab", 20), Ref: "refs/heads/main",
			RunURL: "https://git.example/shop/storefront/actions/runs/7",
			Build: map[string]string{BuildOrganization: "shop", BuildProject: "storefront", BuildDefinition: "42", BuildDefinitionName: "Nightly build",
				BuildPhase: "22222222-2222-2222-2222-222222222222", BuildPhaseName: "Gate", BuildID: "98765"}},
		Started: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC), Duration: 1500 * time.Millisecond,
		Checks: []report.Check{
			{CheckState: finding.CheckState{Name: "credential", State: finding.Examined}, Coverage: finding.Coverage{Files: 12, Bytes: 3456, Skips: map[string]int{"binary": 2}}},
			{CheckState: finding.CheckState{Name: "dependency", State: finding.Examined}, Coverage: finding.Coverage{Files: 1, Notes: []string{"advisories of 2030-01-01"}}},
			{CheckState: finding.CheckState{Name: "sast", State: finding.Failed, Message: "the canary stayed silent"}},
		},
		Rules: rules,
		Judgement: finding.Judgement{Verdict: finding.Undecided, Findings: findings,
			Reasons: []string{"the check 'sast' did not run to its end"}, Warnings: []string{"a suppression is unused"}},
		Gaps:      gaps,
		Watermark: &check.Watermark{Time: "2030-01-01T00:00:00Z", Digest: "sha256:00", Source: "embedded"},
	}
}
