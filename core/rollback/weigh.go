package rollback

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/policy"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// weigher judges versions anew, each inventory once.
type weigher struct {
	request Request
	line    line
	live    *entry
	memory  map[string]judgement // by the inventory's digest
}

// judgement is what is known of one version today.
type judgement struct {
	findings []finding.Finding
	gaps     []finding.Gap
	unknowns []string // sentences
}

// result is what speaks against one target.
type result struct {
	delta    Delta
	gaps     []finding.Gap
	banned   bool     // on the must-not-return list
	denials  []denial // known, most important first
	unknowns []string
	warnings []string
}

func (w *weigher) weigh(ctx context.Context, target *entry) result {
	then, now := w.judge(ctx, target), w.judge(ctx, w.live)
	var r result
	r.delta = w.compare(target, then.findings, now.findings)
	bans := w.bans(then.findings)
	r.banned = len(bans) > 0
	denials := w.denials(r.delta)
	r.denials = append(append(bans, w.barriers(target)...), denials...)
	for _, f := range r.delta.Revoked {
		r.warnings = append(r.warnings, fmt.Sprintf("The target holds a credential of %s that was revoked since; it may not work without a new one.", f.Rule))
	}
	if reopened := blocking(r.delta.Reopened); len(reopened) > 0 && len(denials) == 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("Going back re-opens %s; the live version has what is at least as bad.", describe(reopened[0].Finding)))
	}
	r.unknowns = append(slices.Clone(then.unknowns), w.unexamined(target)...)
	if w.live != nil {
		r.unknowns = append(r.unknowns, now.unknowns...)
	}
	w.weighGaps(&r, append(slices.Clone(then.gaps), now.gaps...))
	return r
}

// judge is today's view of a version: its inventory against today's advisories,
// and what its receipt recorded of everything else.
func (w *weigher) judge(ctx context.Context, e *entry) judgement {
	if e == nil {
		return judgement{}
	}
	j := w.rejudge(ctx, e)
	for _, f := range e.Statement.Predicate.Extension.Findings {
		if f.Package == nil && !strings.HasPrefix(f.Rule, "policy/") {
			j.findings = append(j.findings, recorded(f))
		}
	}
	return j
}

func recorded(f receipt.Finding) finding.Finding {
	return finding.Finding{Rule: f.Rule, Severity: f.Severity, Confidence: f.Confidence, Fingerprint: f.Fingerprint}
}

func (w *weigher) rejudge(ctx context.Context, e *entry) judgement {
	digest := e.Statement.SBOM()
	if digest == "" {
		return judgement{unknowns: []string{fmt.Sprintf("The receipt of %s names no inventory, so that today's advisories cannot be held against it.", label(e))}}
	}
	if known, remembered := w.memory[digest]; remembered {
		return known.copy()
	}
	var j judgement
	sbom, err := e.SBOM(ctx)
	if err == nil {
		j.findings, j.gaps, err = w.request.Rejudge(ctx, sbom)
	}
	if err != nil {
		j.unknowns = []string{fmt.Sprintf("The inventory of %s cannot be judged anew: %s.", label(e), strings.TrimSuffix(err.Error(), "."))}
	}
	w.memory[digest] = j
	return j.copy()
}

func (j judgement) copy() judgement {
	return judgement{slices.Clone(j.findings), slices.Clone(j.gaps), slices.Clone(j.unknowns)}
}

// unexamined says which required checks the target's receipt cannot speak for.
// The dependency check is made anew instead.
func (w *weigher) unexamined(target *entry) []string {
	states := map[string]finding.State{}
	for _, c := range target.Statement.Predicate.Extension.Checks {
		states[c.Name] = c.State
	}
	var unknowns []string
	for _, name := range w.request.Policy.Release.Require {
		if name != "dependency" && states[name] != finding.Examined {
			unknowns = append(unknowns, fmt.Sprintf("The %s check is required by the policy, and the receipt of %s does not say that it was examined.", name, label(target)))
		}
	}
	return unknowns
}

// bans says which findings of the target are on the must-not-return list.
func (w *weigher) bans(findings []finding.Finding) []denial {
	var bans []string
	for _, f := range findings {
		if f.Package == nil {
			continue
		}
		for _, id := range w.request.Policy.Rollback.Never {
			if slices.ContainsFunc(slices.Concat([]string{f.Package.Advisory}, f.Package.Aliases, f.Package.Upstream), func(has string) bool { return strings.EqualFold(has, id) }) {
				bans = append(bans, fmt.Sprintf("It contains %s %s with %s, which must not return (rollback.never).", f.Package.Name, f.Package.Version, id))
			}
		}
	}
	slices.Sort(bans)
	var denials []denial
	for _, text := range slices.Compact(bans) {
		denials = append(denials, denial{text: text})
	}
	return denials
}

// denials says what the delta holds against going back: dangers first.
func (w *weigher) denials(d Delta) []denial {
	var reasons, ordinary []denial
	reopened := blocking(d.Reopened)
	refuseAny := w.request.Policy.Rollback.Block == policy.Any
	tooBad := refuseAny || worse(reopened, blocking(d.Closed))
	for _, f := range reopened {
		switch {
		case dangerous(f.Finding):
			reasons = append(reasons, denial{text: fmt.Sprintf("Going back re-opens %s.", describe(f.Finding))})
		case tooBad:
			ordinary = append(ordinary, denial{fmt.Sprintf("Going back re-opens %s, at or over the release bar.", describe(f.Finding)), checkOf(f)})
		}
	}
	if refuseAny {
		for _, f := range blocking(d.Retained) {
			ordinary = append(ordinary, denial{fmt.Sprintf("It keeps %s, and the policy refuses every target with a blocking finding (rollback.block).", describe(f.Finding)), checkOf(f)})
		}
	}
	return append(reasons, firstFew(ordinary)...)
}

// firstFew keeps a decision readable: the delta lists the rest.
func firstFew(reasons []denial) []denial {
	const few = 5
	if more := len(reasons) - few; more > 0 {
		last := denial{text: fmt.Sprintf("The same goes for %d more findings.", more)}
		for _, r := range reasons[few:] {
			last.checks = append(last.checks, r.checks...)
		}
		return append(reasons[:few:few], last)
	}
	return reasons
}

// checkOf is the check that a finding is of; a user's own rules are code rules.
func checkOf(f Flaw) []string {
	check, _, _ := strings.Cut(f.Rule, "/")
	if !slices.Contains(policy.CheckNames(), check) {
		check = "sast"
	}
	return []string{check}
}

// weighGaps turns gaps into unknowns, or into warnings when the policy accepts them.
func (w *weigher) weighGaps(r *result, gaps []finding.Gap) {
	slices.SortFunc(gaps, finding.Gap.Compare)
	r.gaps = slices.Compact(gaps)
	unknowns, accepted := w.request.Policy.WeighGaps(policy.Input{Gaps: r.gaps})
	r.unknowns = append(r.unknowns, unknowns...)
	r.warnings = append(r.warnings, accepted...)
}

// describe names a flaw in a sentence.
func describe(f finding.Finding) string {
	if f.Package == nil {
		return fmt.Sprintf("a finding of %s (%s, %s)", f.Rule, f.Severity, f.Confidence)
	}
	what := cmp.Or(f.Package.Advisory, f.Rule)
	switch {
	case f.Package.Malicious:
		what += ", a malicious package"
	case f.Package.KnownExploited:
		what += ", exploited in the wild"
	default:
		what += fmt.Sprintf(", %s", f.Severity)
	}
	return fmt.Sprintf("%s %s (%s)", f.Package.Name, f.Package.Version, what)
}
