package report

import (
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/check"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/receipt"
	"github.com/sallyport-gate/sallyport/core/rollback"
)

func at(path string, line, column int) finding.Location {
	return finding.Location{Path: path, StartLine: line, StartColumn: column, EndLine: line, EndColumn: column + 9}
}

// rich is a report with one of everything, as a user may meet it.
func rich() *Report {
	findings := []finding.Judged{
		{Status: finding.Suppressed, Suppression: "sample values in the tutorial (owner docs, until 2031-03-31)", Finding: finding.Finding{
			Rule: "credential/generic-password", Location: at("docs/tutorial.md", 8, 3), Message: "A password is assigned in plain text.",
			Severity: finding.Medium, Confidence: finding.Likely, Fingerprint: "0a"}},
		{Status: finding.Blocks, Finding: finding.Finding{
			Rule: "credential/azure-storage-account-key", Location: at("src/Web/appsettings.json", 14, 22),
			Message:  "An Azure storage account key with a valid checksum is in the file.",
			Severity: finding.Critical, Confidence: finding.Proven, Fingerprint: "0b",
			Advice: "Rotate the key in the storage account, then read it from a key vault."}},
		{Status: finding.Reported, Finding: finding.Finding{
			Rule: "sast/csharp-weak-hash", Location: at("src/Web/Cache.cs", 31, 16), Message: "MD5 is used where collisions may matter.",
			Severity: finding.Medium, Confidence: finding.Strong, Fingerprint: "0c", Advice: "Use SHA-256."}},
		{Status: finding.Blocks, Finding: finding.Finding{
			Rule: "sast/csharp-sql-injection", Location: at("src/Web/Orders.cs", 41, 9), Message: "A value from the request becomes part of a query.",
			Severity: finding.High, Confidence: finding.Strong, Fingerprint: "0d", Advice: "Pass it as a parameter.",
			Flow: []finding.Step{{Location: at("src/Web/Orders.cs", 12, 20), Message: "read from the request"}, {Location: at("src/Web/Orders.cs", 37, 13), Message: "joined to a string"},
				{Location: at("src/Web/Orders.cs", 41, 9), Message: "run as a query"}}}},
		{Status: finding.Blocks, Finding: finding.Finding{
			Rule: "dependency/vulnerable", Location: at("package-lock.json", 120, 5), Message: "left-pad 1.0.0 is affected by GHSA-aaaa-bbbb-cccc (CVE-2030-0001).",
			Severity: finding.High, Confidence: finding.Proven, Fingerprint: "0e", Advice: "Update left-pad to 1.0.1.", Score: 8.1,
			Package: &finding.Package{Ecosystem: "npm", Name: "left-pad", Version: "1.0.0", Advisory: "GHSA-aaaa-bbbb-cccc", Aliases: []string{"CVE-2030-0001"},
				FixedIn: "1.0.1", KnownExploited: true, Direct: true}}},
		{Status: finding.Known, Finding: finding.Finding{
			Rule: "dependency/vulnerable", Location: at("package-lock.json", 300, 5), Message: "old-pad 2.0.0 is affected by GHSA-dddd-eeee-ffff.",
			Severity: finding.SeverityUnknown, Confidence: finding.Proven, Fingerprint: "0f",
			Package: &finding.Package{Ecosystem: "npm", Name: "old-pad", Version: "2.0.0", Advisory: "GHSA-dddd-eeee-ffff", Development: true}}},
	}
	return &Report{
		Version: "1.2.3", Mode: "release", Scope: "change", Environment: "production", Root: "examples/storefront",
		Change: Change{Repository: "shop/storefront", Commit: strings.Repeat("ab", 20), Ref: "refs/pull/7/merge", Base: "main", PullRequest: "7",
			Author: "mallory", RunURL: "https://git.example/shop/storefront/actions/runs/9"},
		Started: time.Date(2030, 1, 10, 3, 4, 5, 0, time.UTC), Duration: 4200 * time.Millisecond,
		Checks: []Check{
			{CheckState: finding.CheckState{Name: "credential", State: finding.Examined}, Title: "Credentials", Duration: 340 * time.Millisecond,
				Coverage: finding.Coverage{Files: 1312, Bytes: 9_000_000, Skips: map[string]int{"binary": 41, "vendored": 3}}, Findings: 2},
			{CheckState: finding.CheckState{Name: "dependency", State: finding.Examined}, Title: "Dependencies", Duration: 90 * time.Millisecond,
				Coverage: finding.Coverage{Files: 2, Notes: []string{"npm and NuGet are complete in the index"}}, Findings: 2},
			{CheckState: finding.CheckState{Name: "sast", State: finding.Failed, Message: "the canary for Java stayed silent"}, Title: "Static analysis",
				Duration: 3700 * time.Millisecond, Coverage: finding.Coverage{Files: 640}, Findings: 2},
		},
		Walk: finding.Coverage{Skips: map[string]int{"ignored by git": 2040}},
		Judgement: finding.Judgement{Verdict: finding.Closed, Findings: findings,
			Reasons:  []string{"3 findings are at or above high severity and strong confidence.", "The check sast did not run to its end: the canary for Java stayed silent."},
			Warnings: []string{"The suppression of sast/java-xxe in .sallyport.yml:31 covers nothing."}},
		Gaps: []finding.Gap{
			{Check: "dependency", Kind: finding.Unresolved, Path: "tools/requirements.txt", Message: "requests has no version; pin it, or commit a lockfile."},
			{Check: "sast", Kind: finding.Unparsed, Path: "src/Web/Odd name.cs", Message: "line 3: the string does not end; close it."},
		},
		Watermark: &check.Watermark{Time: "2030-01-08T00:00:00Z", Digest: "sha256:00", Source: "embedded"},
		Folder:    "sallyport-report", Receipt: "receipts/abab.json",
	}
}

// goingBack is a rollback's report.
func goingBack() *Report {
	flaw := func(rule, message string, s finding.Severity, exploited bool) rollback.Flaw {
		return rollback.Flaw{Blocks: exploited, Finding: finding.Finding{Rule: rule, Message: message, Severity: s, Confidence: finding.Proven,
			Fingerprint: finding.Fingerprint(rule, message), Location: finding.Location{Path: "package-lock.json", StartLine: 4},
			Package: &finding.Package{Ecosystem: "npm", Name: "left-pad", Version: "1.0.0", Advisory: "GHSA-aaaa-bbbb-cccc", KnownExploited: exploited}}}
	}
	reasons := []string{"Going back re-opens 1 flaw that is known to be exploited."}
	return &Report{
		Version: "1.2.3", Mode: "rollback", Environment: "production", Started: time.Date(2030, 1, 10, 3, 4, 5, 0, time.UTC), Duration: 80 * time.Millisecond,
		Judgement: finding.Judgement{Verdict: finding.Closed, Reasons: reasons},
		Rollback: &rollback.Decision{Action: rollback.Deny, Environment: "production", Why: "It is the newest version before the live one whose receipt passed.",
			Live:    &rollback.Version{Commit: strings.Repeat("cd", 20), Receipt: "cdcd.json", Time: "2030-01-09T10:00:00Z", Mode: "hotfix"},
			Target:  &rollback.Version{Commit: strings.Repeat("ab", 20), Receipt: "abab.json", Time: "2029-12-20T10:00:00Z", Mode: "release"},
			Reasons: reasons, Alternative: "Roll forward: update left-pad to 1.0.1 with mode hotfix.",
			Sources: []rollback.Source{{Name: "ledger", Live: "commit cdcdcdcdcdcd", Target: "commit abababababab", Agrees: true},
				{Name: "GitHub", Live: "commit cdcdcdcdcdcd", Target: "commit abababababab", Agrees: true},
				{Name: "slots", Live: "does not say", Target: "commit abababababab"}},
			Line: []rollback.Version{{Commit: strings.Repeat("99", 20), Time: "2029-12-01T10:00:00Z", Mode: "release", Digest: "sha256:99", Blocked: true},
				{Commit: strings.Repeat("ab", 20), Time: "2029-12-20T10:00:00Z", Mode: "release", Digest: "sha256:ab"},
				{Commit: strings.Repeat("cd", 20), Time: "2030-01-09T10:00:00Z", Mode: "hotfix", Digest: "sha256:cd", Debts: 1},
				{Commit: strings.Repeat("ef", 20), Time: "2030-01-09T11:00:00Z", Mode: "release", Digest: "sha256:ef"}},
			Delta: rollback.Delta{
				Reopened: []rollback.Flaw{flaw("dependency/vulnerable", "left-pad 1.0.0 is affected by GHSA-aaaa-bbbb-cccc.", finding.High, true), flaw("sast/csharp-weak-hash", "", finding.Medium, false)},
				Closed:   []rollback.Flaw{flaw("dependency/vulnerable", "new-pad 9.0.0 is affected by GHSA-9999-9999-9999.", finding.Low, false)}},
			Gaps: []finding.Gap{{Check: "dependency", Kind: finding.Stale, Message: "the advisories are 9 days old."}}},
		Steps:  []string{"1. Look at both slots first:", "     az webapp show --query '{state: state}'", "", "2. Swap once."},
		Debts:  []receipt.Debt{{ID: "debt/sast", Check: "sast", Reason: "There was no time for it.", Due: "2030-01-12T10:00:00Z"}},
		Folder: "sallyport-report",
	}
}

// hostile are texts as an attacker would choose them.
func hostile() []string {
	return []string{
		"\x1b[31mred\x1b[0m\x07", "line\n::error::forged\r\n# heading", "\u202egnp.exe\u2066", "\xff\xfe\x00", "zero\u200bwidth\ufeff\u2028",
		"| cell | `code` | <script>alert(1)</script>", "</details></code></pre><img src=x onerror=alert(1)>", "[a](javascript:alert(1)) ![b](https://evil.example/x.png)",
		"@everyone #1 $x$ :bomb: ~~s~~ **b** __u__ https://evil.example www.evil.example <!--", "##vso[task.complete result=Succeeded]", "- [ ] task\n1. one",
		"&lt;b&gt; &#60;", "\"><svg/onload=1>", "{{.}} {{template \"x\"}}", "javascript:alert(1)", strings.Repeat("`", 50),
	}
}

// poisoned puts one text everywhere.
func poisoned(s string) *Report {
	r := rich()
	r.Mode, r.Scope, r.Environment, r.Root, r.Version, r.Folder, r.Receipt = s, s, s, s, s, s, s
	r.Change = Change{Repository: s, Commit: s, Ref: s, Base: s, PullRequest: s, Author: s, RunURL: s, Build: map[string]string{s: s}}
	for i := range r.Judgement.Findings {
		f := &r.Judgement.Findings[i]
		f.Rule, f.Message, f.Advice, f.Location.Path, f.Suppression, f.Fingerprint = s, s, s, s, s, s
		if f.Package != nil {
			*f.Package = finding.Package{Ecosystem: s, Name: s, Version: s, Advisory: s, Aliases: []string{s}, FixedIn: s}
		}
		for k := range f.Flow {
			f.Flow[k] = finding.Step{Location: at(s, 1, 1), Message: s}
		}
	}
	for i := range r.Checks {
		c := &r.Checks[i]
		c.Name, c.Title, c.Message, c.State = s, s, s, finding.State(s)
		c.Coverage.Skips, c.Coverage.Notes = map[string]int{s: 1}, []string{s}
	}
	r.Judgement.Reasons, r.Judgement.Warnings = []string{s}, []string{s}
	r.Gaps = []finding.Gap{{Check: s, Kind: finding.GapKind(s), Path: s, Message: s}}
	r.Watermark = &check.Watermark{Time: s, Digest: s, Source: s}
	r.Debts = []receipt.Debt{{ID: s, Check: s, Reason: s, Due: s}}
	r.Steps = []string{s}
	r.Rollback = goingBack().Rollback
	d := r.Rollback
	d.Action, d.Environment, d.Why, d.Alternative, d.Reasons, d.Warnings, d.Gaps = rollback.Action(s), s, s, s, []string{s}, []string{s}, r.Gaps
	d.Live = &rollback.Version{Commit: s, Receipt: s, Digest: s, Time: s, Mode: s, Run: s}
	for i := range d.Delta.Reopened {
		d.Delta.Reopened[i].Finding = r.Judgement.Findings[4].Finding
	}
	return r
}
