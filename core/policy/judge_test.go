package policy_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
)

var today = time.Date(2027, 1, 15, 23, 59, 0, 0, time.UTC)

func allExamined() []finding.CheckState {
	var states []finding.CheckState
	for _, name := range policy.CheckNames() {
		states = append(states, finding.CheckState{Name: name, State: finding.Examined})
	}
	return states
}

func input(findings ...finding.Finding) policy.Input {
	return policy.Input{Mode: "release", PolicyPath: ".sallyport.yml", Today: today, Findings: findings, Checks: allExamined()}
}

func fault(severity finding.Severity, confidence finding.Confidence) finding.Finding {
	return finding.Finding{Rule: "sast/sql-injection", Location: finding.Location{Path: "src/shop.cs", StartLine: 7},
		Message: "x", Severity: severity, Confidence: confidence, Fingerprint: finding.Fingerprint("shop")}
}

func vulnerable(change func(*finding.Package)) finding.Finding {
	f := finding.Finding{Rule: "dependency/vulnerable-package", Location: finding.Location{Path: "package-lock.json", StartLine: 3},
		Severity: finding.Low, Confidence: finding.Proven, Fingerprint: finding.Fingerprint("left"),
		Package: &finding.Package{Ecosystem: "npm", Name: "left", Version: "1.0.0", Advisory: "GHSA-aaaa-bbbb-cccc"}}
	change(f.Package)
	return f
}

func suppression(rule, path string, expires time.Time) policy.Suppression {
	return policy.Suppression{Rule: rule, Path: path, Reason: "later", Owner: "shop", Expires: expires, Line: 30}
}

func date(text string) time.Time {
	d, err := time.Parse("2006-01-02", text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestVerdictOfOneFinding(t *testing.T) {
	exploited := func(p *finding.Package) { p.KnownExploited = true }
	malicious := func(p *finding.Package) { p.Malicious = true }
	tests := map[string]struct {
		finding finding.Finding
		known   bool
		all     bool
		want    finding.Verdict
		status  finding.Status
	}{
		"high and strong reaches the bar":                 {fault(finding.High, finding.Strong), false, false, finding.Closed, finding.Blocks},
		"critical and proven is over the bar":             {fault(finding.Critical, finding.Proven), false, false, finding.Closed, finding.Blocks},
		"medium is below the bar":                         {fault(finding.Medium, finding.Proven), false, false, finding.Open, finding.Reported},
		"likely is below the bar":                         {fault(finding.Critical, finding.Likely), false, false, finding.Open, finding.Reported},
		"an unknown severity counts as high":              {fault(finding.SeverityUnknown, finding.Strong), false, false, finding.Closed, finding.Blocks},
		"a known one does not close":                      {fault(finding.High, finding.Strong), true, false, finding.Open, finding.Known},
		"a known one below the bar is just reported":      {fault(finding.Low, finding.Strong), true, false, finding.Open, finding.Reported},
		"a known one closes when all are judged":          {fault(finding.High, finding.Strong), true, true, finding.Closed, finding.Blocks},
		"an exploited flaw closes whatever its score":     {vulnerable(exploited), false, false, finding.Closed, finding.Blocks},
		"an exploited flaw closes though it was known":    {vulnerable(exploited), true, false, finding.Closed, finding.Blocks},
		"a malicious package closes though it was known":  {vulnerable(malicious), true, false, finding.Closed, finding.Blocks},
		"a low flaw that nobody exploits does not close":  {vulnerable(func(*finding.Package) {}), false, false, finding.Open, finding.Reported},
		"the policy's own finding is never excused":       {policy.Fault(policy.RuleOwedDebt, finding.Location{Path: "p", StartLine: 1}, "Owed.", ""), true, false, finding.Closed, finding.Blocks},
		"a finding without fingerprint is never known":    {func() finding.Finding { f := fault(finding.High, finding.Strong); f.Fingerprint = ""; return f }(), true, false, finding.Closed, finding.Blocks},
		"an unused suppression's note never closes a run": {policy.Fault(policy.RuleUnusedSuppression, finding.Location{Path: "p", StartLine: 1}, "Unused.", ""), false, false, finding.Open, finding.Reported},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, in := policy.Default(), input(test.finding)
			if test.all {
				p.Release.Judge = policy.All
			}
			in.Known = map[string]bool{test.finding.Fingerprint: test.known}
			got := policy.Judge(p, in)
			if got.Verdict != test.want || got.Findings[0].Status != test.status {
				t.Errorf("got %s, %s, want %s, %s (%q)", got.Verdict, got.Findings[0].Status, test.want, test.status, got.Reasons)
			}
			if (got.Verdict == finding.Open) != (len(got.Reasons) == 0) {
				t.Errorf("verdict %s has the reasons %q", got.Verdict, got.Reasons)
			}
		})
	}
}

func TestVerdictOfChecksAndGaps(t *testing.T) {
	with := func(name string, state finding.State) []finding.CheckState {
		states := allExamined()
		for i := range states {
			if states[i].Name == name {
				states[i].State = state
			}
		}
		return states
	}
	gap := func(check string, kind finding.GapKind) []finding.Gap {
		return []finding.Gap{{Check: check, Kind: kind, Path: "a/b.lock", Message: "it is what it is."}}
	}
	tests := map[string]struct {
		mode   string
		checks []finding.CheckState
		gaps   []finding.Gap
		adjust func(*policy.Policy)
		want   finding.Verdict
		reason string
	}{
		"everything examined":                   {checks: allExamined(), want: finding.Open},
		"a failed check":                        {checks: with("sast", finding.Failed), want: finding.Undecided, reason: "The sast check failed."},
		"a failed check that is not required":   {checks: with("sast", finding.Failed), adjust: requireOnly("credential"), want: finding.Undecided, reason: "The sast check failed."},
		"a state that does not exist":           {checks: with("sast", "done"), want: finding.Undecided, reason: "The sast check failed."},
		"a required check that was skipped":     {checks: with("sast", finding.Skipped), want: finding.Undecided, reason: "The sast check is required by the policy and did not run."},
		"a required check that nobody tells of": {checks: allExamined()[:2], want: finding.Undecided, reason: "The sast check is required"},
		"a skipped check that nobody requires":  {checks: with("sast", finding.Skipped), adjust: requireOnly("credential"), want: finding.Open},
		"a check told twice counts by its worst": {checks: append(allExamined(), finding.CheckState{Name: "sast", State: finding.Failed}),
			want: finding.Undecided, reason: "The sast check failed."},
		"a check that was put off in a release":      {checks: with("sast", finding.Owed), want: finding.Undecided, reason: "only a hotfix may do that"},
		"a check that was put off in a hotfix":       {mode: "hotfix", checks: with("sast", finding.Owed), want: finding.Open},
		"a floor check that was put off in a hotfix": {mode: "hotfix", checks: with("dependency", finding.Owed), want: finding.Undecided, reason: "belongs to the hotfix floor"},
		"no check at all":                            {adjust: requireOnly(), want: finding.Undecided, reason: "No check examined anything."},
		"only skipped checks and none required":      {checks: []finding.CheckState{{Name: "sast", State: finding.Skipped}}, adjust: requireOnly(), want: finding.Undecided, reason: "No check examined anything."},

		"a gap":                     {checks: allExamined(), gaps: gap("dependency", finding.Unreadable), want: finding.Undecided, reason: "The dependency check has a gap (unreadable): a/b.lock: it is what it is."},
		"a gap of the walk":         {checks: allExamined(), gaps: gap("", finding.TooLarge), want: finding.Undecided, reason: "The walk over the tree has a gap"},
		"stale advisories":          {checks: allExamined(), gaps: gap("dependency", finding.Stale), want: finding.Undecided},
		"stale advisories, allowed": {checks: allExamined(), gaps: gap("dependency", finding.Stale), adjust: func(p *policy.Policy) { p.Advisories.AllowStale = true }, want: finding.Open},
		"a sample":                  {checks: allExamined(), gaps: gap("dependency", finding.Sample), want: finding.Undecided},
		"a sample, allowed":         {checks: allExamined(), gaps: gap("dependency", finding.Sample), adjust: func(p *policy.Policy) { p.Advisories.AllowSample = true }, want: finding.Open},
		"no advisories are no sample": {checks: allExamined(), gaps: gap("dependency", finding.NoAdvisories),
			adjust: func(p *policy.Policy) { p.Advisories = policy.Advisories{AllowSample: true, AllowStale: true} }, want: finding.Undecided},
		"unparsed source":          {checks: allExamined(), gaps: gap("sast", finding.Unparsed), want: finding.Undecided},
		"unparsed source, allowed": {checks: allExamined(), gaps: gap("sast", finding.Unparsed), adjust: func(p *policy.Policy) { p.SAST.AllowUnparsed = true }, want: finding.Open},
		"an unparsed lockfile is no unparsed source": {checks: allExamined(), gaps: gap("dependency", finding.Unparsed),
			adjust: func(p *policy.Policy) { p.SAST.AllowUnparsed = true }, want: finding.Undecided},
		"what a hotfix cut off at the deadline is owed": {mode: "hotfix", checks: with("sast", finding.Owed), gaps: gap("sast", finding.Cut), want: finding.Open},
		"what a release cut off is a gap":               {checks: allExamined(), gaps: gap("sast", finding.Cut), want: finding.Undecided},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, in := policy.Default(), input()
			if test.adjust != nil {
				test.adjust(&p)
			}
			if test.mode != "" {
				in.Mode = test.mode
			}
			in.Checks, in.Gaps = test.checks, test.gaps
			got := policy.Judge(p, in)
			if got.Verdict != test.want {
				t.Fatalf("got %s (%q), want %s", got.Verdict, got.Reasons, test.want)
			}
			if test.reason != "" && !strings.Contains(strings.Join(got.Reasons, "\n"), test.reason) {
				t.Errorf("got the reasons %q, want one with %q", got.Reasons, test.reason)
			}
			if accepted := test.want == finding.Open && len(test.gaps) > 0; accepted && len(got.Warnings) != 1 {
				t.Errorf("got the warnings %q, want one that tells of the accepted gap", got.Warnings)
			}
		})
	}
}

func requireOnly(names ...string) func(*policy.Policy) {
	return func(p *policy.Policy) { p.Release.Require = names }
}

func TestSuppressions(t *testing.T) {
	exploited := vulnerable(func(p *finding.Package) { p.KnownExploited = true })
	byFingerprint := suppression("", "package-lock.json", date("2027-01-15"))
	byFingerprint.Fingerprint = exploited.Fingerprint
	noOwner := suppression("sast/sql-injection", "src/**", date("2027-02-01"))
	noOwner.Owner = ""
	tests := map[string]struct {
		finding     finding.Finding
		suppression policy.Suppression
		partial     bool
		want        finding.Verdict
		statuses    []finding.Status
		warning     string
	}{
		"covers rule and path on its last day":   {fault(finding.High, finding.Strong), suppression("sast/sql-injection", "src/**", date("2027-01-15")), false, finding.Open, []finding.Status{finding.Suppressed}, ""},
		"closes the gate on the day after":       {fault(finding.Low, finding.Strong), suppression("sast/sql-injection", "src/**", date("2027-01-14")), false, finding.Closed, []finding.Status{finding.Blocks, finding.Reported}, ""},
		"does not cover another rule":            {fault(finding.High, finding.Strong), suppression("sast/xxe", "src/**", date("2027-02-01")), false, finding.Closed, []finding.Status{finding.Reported, finding.Blocks}, "covers nothing"},
		"does not cover another path":            {fault(finding.High, finding.Strong), suppression("sast/sql-injection", "docs/**", date("2027-02-01")), false, finding.Closed, []finding.Status{finding.Reported, finding.Blocks}, "covers nothing"},
		"is not called unused in a partial run":  {fault(finding.High, finding.Strong), suppression("sast/xxe", "src/**", date("2027-02-01")), true, finding.Closed, []finding.Status{finding.Blocks}, ""},
		"does not cover an exploited flaw":       {exploited, suppression("dependency/vulnerable-package", "**", date("2027-02-01")), false, finding.Closed, []finding.Status{finding.Blocks}, "suppress it by its fingerprint"},
		"covers an exploited flaw by its name":   {exploited, byFingerprint, false, finding.Open, []finding.Status{finding.Suppressed}, ""},
		"covers nothing when a field is missing": {fault(finding.High, finding.Strong), noOwner, false, finding.Closed, []finding.Status{finding.Blocks, finding.Blocks}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p, in := policy.Default(), input(test.finding)
			p.Suppress = []policy.Suppression{test.suppression}
			in.Partial = test.partial
			got := policy.Judge(p, in)
			var statuses []finding.Status
			for _, f := range got.Findings {
				statuses = append(statuses, f.Status)
			}
			if got.Verdict != test.want || !slices.Equal(statuses, test.statuses) {
				t.Errorf("got %s, %v, want %s, %v", got.Verdict, statuses, test.want, test.statuses)
			}
			if warnings := strings.Join(got.Warnings, "\n"); !strings.Contains(warnings, test.warning) || (test.warning == "") != (warnings == "") {
				t.Errorf("got the warnings %q, want %q", warnings, test.warning)
			}
		})
	}
}

func TestPolicysOwnFindingsCannotBeSuppressed(t *testing.T) {
	owed := policy.Fault(policy.RuleOwedDebt, finding.Location{Path: ".sallyport.yml", StartLine: 1}, "Owed.", "")
	p := policy.Default() // Parse would refuse the first of these
	for _, s := range []policy.Suppression{suppression(policy.RuleOwedDebt, "**", date("2027-02-01")), suppression("", "**", date("2027-02-01"))} {
		if s.Rule == "" {
			s.Fingerprint = owed.Fingerprint
		}
		p.Suppress = append(p.Suppress, s)
	}
	if got := policy.Judge(p, input(owed)); got.Verdict != finding.Closed {
		t.Errorf("got %s", got.Verdict)
	}
}

func TestOnAnUnknownDayEverySuppressionHasExpired(t *testing.T) {
	p, in := policy.Default(), input(fault(finding.High, finding.Strong))
	p.Suppress = []policy.Suppression{suppression("sast/sql-injection", "**", date("2027-02-01"))}
	in.Today = time.Time{}
	if got := policy.Judge(p, in); got.Verdict != finding.Closed || len(got.Reasons) != 2 {
		t.Errorf("got %s, %q", got.Verdict, got.Reasons)
	}
}

func TestSuppressedFindingNamesThePromise(t *testing.T) {
	p := policy.Default()
	p.Suppress = []policy.Suppression{suppression("sast/sql-injection", "src/**", date("2027-03-31"))}
	got := policy.Judge(p, input(fault(finding.High, finding.Strong))).Findings[0].Suppression
	if want := "later (owner shop, until 2027-03-31)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExpiredSuppressionLiesInThePolicyFile(t *testing.T) {
	p := policy.Default()
	p.Suppress = []policy.Suppression{suppression("sast/sql-injection", "src/**", date("2026-12-31"))}
	got := policy.Judge(p, input())
	if len(got.Findings) != 1 || got.Findings[0].Rule != policy.RuleExpiredSuppression ||
		got.Findings[0].Location != (finding.Location{Path: ".sallyport.yml", StartLine: 30}) {
		t.Errorf("got %+v", got.Findings)
	}
	want := []string{"The suppression of sast/sql-injection in src/**, owned by shop, expired after 2026-12-31."}
	if diff := cmp.Diff(want, got.Reasons); diff != "" {
		t.Error(diff)
	}
}

func TestReasonsTellTheMostImportantFirst(t *testing.T) {
	malicious := vulnerable(func(p *finding.Package) { p.Name, p.Malicious = "evil", true })
	exploited := vulnerable(func(p *finding.Package) { p.KnownExploited = true })
	critical := fault(finding.Critical, finding.Proven)
	critical.Rule, critical.Fingerprint = "credential/key", finding.Fingerprint("key")
	second := fault(finding.High, finding.Strong)
	second.Location.StartLine, second.Fingerprint = 99, finding.Fingerprint("second")
	in := input(fault(finding.High, finding.Strong), second, critical, exploited, malicious)
	in.Gaps = []finding.Gap{{Check: "sast", Kind: finding.Unparsed, Path: "a.cs", Message: "odd"}, {Check: "sast", Kind: finding.Unparsed, Path: "b.cs", Message: "odd"}}
	in.Checks[1].State = finding.Failed
	in.Checks[1].Message = "the index is corrupt."
	want := []string{
		"1 package is malicious: evil 1.0.0 (GHSA-aaaa-bbbb-cccc).",
		"1 package has a flaw that is exploited in the wild: left 1.0.0 (GHSA-aaaa-bbbb-cccc).",
		"1 finding of credential/key (critical, proven) at src/shop.cs:7.",
		"2 findings of sast/sql-injection, the worst (high, strong) at src/shop.cs:7.",
		"The dependency check failed: the index is corrupt.",
		"The sast check has 2 gaps (unparsed), the first: a.cs: odd.",
	}
	if diff := cmp.Diff(want, policy.Judge(policy.Default(), in).Reasons); diff != "" {
		t.Error(diff)
	}
}

func TestRulesAreComplete(t *testing.T) {
	rules := policy.Rules()
	if !slices.IsSortedFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the rules are not sorted by id")
	}
	for _, rule := range rules {
		if !strings.HasPrefix(rule.ID, "policy/") || rule.Title == "" || strings.HasSuffix(rule.Title, ".") || rule.Summary == "" ||
			rule.Help == "" || rule.HelpURI == "" || len(rule.CWE) == 0 || rule.Severity == finding.SeverityUnknown {
			t.Errorf("%s lacks something: %+v", rule.ID, rule)
		}
	}
}
