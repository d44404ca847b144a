package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// closedReasons says why the findings close the gate: malicious packages first,
// then exploited ones, then the policy's own, then one sentence for each rule,
// the worst rule first.
func closedReasons(judged []finding.Judged) []string {
	var malicious, exploited, ours []string
	rules := map[string][]finding.Finding{}
	for _, j := range judged {
		f := j.Finding
		switch {
		case j.Status != finding.Blocks:
		case dangerous(f) && f.Package.Malicious:
			malicious = append(malicious, packageName(f))
		case dangerous(f):
			exploited = append(exploited, packageName(f))
		case own(f):
			ours = append(ours, f.Message)
		default:
			rules[f.Rule] = append(rules[f.Rule], f)
		}
	}
	var reasons []string
	reasons = append(reasons, counted(malicious, "package is malicious", "packages are malicious")...)
	reasons = append(reasons, counted(exploited, "package has a flaw that is exploited in the wild", "packages have flaws that are exploited in the wild")...)
	slices.Sort(ours)
	return append(append(reasons, ours...), ruleReasons(rules)...)
}

// counted names up to five things behind their number.
func counted(names []string, one, many string) []string {
	slices.Sort(names)
	names = slices.Compact(names)
	switch n := len(names); {
	case n == 0:
		return nil
	case n == 1:
		return []string{fmt.Sprintf("1 %s: %s.", one, names[0])}
	case n <= 5:
		return []string{fmt.Sprintf("%d %s: %s.", n, many, strings.Join(names, ", "))}
	default:
		return []string{fmt.Sprintf("%d %s: %s and %d more.", n, many, strings.Join(names[:5], ", "), n-5)}
	}
}

func ruleReasons(rules map[string][]finding.Finding) []string {
	type worst struct {
		finding.Finding
		count int
	}
	var list []worst
	for _, findings := range rules {
		list = append(list, worst{slices.MinFunc(findings, worseFirst), len(findings)})
	}
	slices.SortFunc(list, func(a, b worst) int { return worseFirst(a.Finding, b.Finding) })
	var reasons []string
	for _, w := range list {
		at := fmt.Sprintf("%s:%d", w.Location.Path, w.Location.StartLine)
		if w.count == 1 {
			reasons = append(reasons, fmt.Sprintf("1 finding of %s (%s, %s) at %s.", w.Rule, w.Severity, w.Confidence, at))
			continue
		}
		reasons = append(reasons, fmt.Sprintf("%d findings of %s, the worst (%s, %s) at %s.", w.count, w.Rule, w.Severity, w.Confidence, at))
	}
	return reasons
}

// worseFirst orders by severity, score and confidence, then as Sort does.
func worseFirst(a, b finding.Finding) int {
	return cmp.Or(cmp.Compare(b.Severity.Effective(), a.Severity.Effective()), cmp.Compare(b.Score, a.Score),
		cmp.Compare(b.Confidence, a.Confidence), a.Compare(b))
}

// warnings tells what decided nothing: unused suppressions, rule-wide ones that
// were refused, and gaps that the policy accepts.
func warnings(judged []finding.Judged, refused, accepted []string) []string {
	var list []string
	for _, j := range judged {
		if j.Rule == RuleUnusedSuppression {
			list = append(list, fmt.Sprintf("%s:%d: %s", j.Location.Path, j.Location.StartLine, j.Message))
		}
	}
	slices.Sort(refused)
	for _, text := range slices.Compact(refused) {
		list = append(list, sentence(text)+".")
	}
	return append(list, accepted...)
}
