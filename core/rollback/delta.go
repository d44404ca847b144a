package rollback

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// compare makes the delta of two versions by fingerprint. Without a live version
// everything in the target counts as re-opened.
func (w *weigher) compare(target *entry, then, now []finding.Finding) Delta {
	inThen, inNow := fingerprints(then), fingerprints(now)
	let := letThrough(target)
	var d Delta
	for _, f := range unique(then) {
		if slices.Contains(w.request.Policy.Rollback.Revoked, f.Fingerprint) && strings.HasPrefix(f.Rule, "credential/") {
			d.Revoked = append(d.Revoked, Flaw{Finding: f})
			continue
		}
		flaw := Flaw{Finding: f, Blocks: w.blocks(f, let)}
		if f.Fingerprint != "" && inNow[f.Fingerprint] {
			d.Retained = append(d.Retained, flaw)
			continue
		}
		d.Reopened = append(d.Reopened, flaw)
	}
	letNow := letThrough(w.live)
	for _, f := range unique(now) {
		if !inThen[f.Fingerprint] {
			d.Closed = append(d.Closed, Flaw{Finding: f, Blocks: w.blocks(f, letNow)})
		}
	}
	slices.SortFunc(d.Reopened, worstFirst)
	slices.SortFunc(d.Retained, worstFirst)
	slices.SortFunc(d.Closed, worstFirst)
	return d
}

func fingerprints(findings []finding.Finding) map[string]bool {
	set := map[string]bool{}
	for _, f := range findings {
		set[f.Fingerprint] = true
	}
	return set
}

// unique keeps the worst of the findings that share a fingerprint; one without
// is like no other.
func unique(findings []finding.Finding) []finding.Finding {
	sorted := slices.Clone(findings)
	slices.SortFunc(sorted, compareFindings)
	seen := map[string]bool{}
	return slices.DeleteFunc(sorted, func(f finding.Finding) bool {
		if f.Fingerprint == "" {
			return false
		}
		again := seen[f.Fingerprint]
		seen[f.Fingerprint] = true
		return again
	})
}

// letThrough are the fingerprints that a suppression covered when the receipt was made.
func letThrough(e *entry) map[string]bool {
	let := map[string]bool{}
	if e == nil {
		return let
	}
	for _, f := range e.Statement.Predicate.Extension.Findings {
		if f.Status == finding.Suppressed {
			let[f.Fingerprint] = true
		}
	}
	return let
}

// blocks tells whether a flaw is at or over the bar and not suppressed today. A
// recorded finding has no path any more: it stays suppressed when it was, and an
// entry for its rule or fingerprint still holds.
func (w *weigher) blocks(f finding.Finding, letThrough map[string]bool) bool {
	p := w.request.Policy
	if !p.Blocks(f) {
		return false
	}
	if f.Location.Path != "" || f.Package != nil {
		return !p.Suppressed(f, w.request.Today)
	}
	for _, s := range p.Suppress {
		holds := !s.Expired(w.request.Today) && (s.Rule == f.Rule || s.Fingerprint == f.Fingerprint)
		if holds && letThrough[f.Fingerprint] {
			return false
		}
	}
	return true
}

// worse tells whether what re-opens weighs more than what closes: both lists are
// worst first, and their first difference decides.
func worse(reopened, closed []Flaw) bool {
	for i, f := range reopened {
		if i >= len(closed) {
			return true
		}
		if a, b := weight(f.Finding), weight(closed[i].Finding); a != b {
			return a > b
		}
	}
	return false
}

func blocking(flaws []Flaw) []Flaw {
	return slices.DeleteFunc(slices.Clone(flaws), func(f Flaw) bool { return !f.Blocks })
}

func dangerous(f finding.Finding) bool {
	return f.Package != nil && (f.Package.Malicious || f.Package.KnownExploited)
}

// weight orders flaws: severity, and above it whatever is being attacked.
func weight(f finding.Finding) int {
	switch {
	case f.Package != nil && f.Package.Malicious:
		return int(finding.Critical) + 2
	case dangerous(f):
		return int(finding.Critical) + 1
	default:
		return int(f.Severity.Effective())
	}
}

func worstFirst(a, b Flaw) int {
	if a.Blocks != b.Blocks && weight(a.Finding) == weight(b.Finding) {
		if a.Blocks {
			return -1
		}
		return 1
	}
	return compareFindings(a.Finding, b.Finding)
}

func compareFindings(a, b finding.Finding) int {
	return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(b.Score, a.Score),
		cmp.Compare(b.Confidence, a.Confidence), a.Compare(b))
}
