package policy

import (
	"cmp"
	"slices"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// Input is everything that a judgement depends on beside the policy. Order does
// not matter in any of its lists.
type Input struct {
	Mode       string               // release, hotfix or rollback; only a hotfix may owe a check
	PolicyPath string               // where the policy's own findings are placed
	Today      time.Time            // for the expiry of suppressions; its date in UTC counts
	Partial    bool                 // only a part of the tree was examined, so an unused suppression may have its reason elsewhere
	Findings   []finding.Finding    // of all checks, fingerprints numbered
	Gaps       []finding.Gap        // of all checks and of the walk
	Known      map[string]bool      // fingerprints that were there before
	Checks     []finding.CheckState // every check of the run, the ones that were left out as Skipped
}

const modeHotfix = "hotfix"

// Judge holds findings and gaps against the policy. Closed goes before
// undecided, undecided before open.
func Judge(p Policy, in Input) finding.Judgement {
	cover := newCover(p, in.Today)
	var judged []finding.Judged
	for _, f := range in.Findings {
		judged = append(judged, p.judge(f, in.Known, cover))
	}
	states := newStates(in.Checks)
	for _, f := range cover.faults(in.PolicyPath, func(s Suppression) bool { return !in.Partial && states.couldReport(s) }) {
		judged = append(judged, p.judge(f, nil, cover))
	}
	if !in.Partial && states.examined("dependency") {
		for _, f := range cover.unstated() {
			judged = append(judged, p.judge(f, nil, cover))
		}
	}
	slices.SortFunc(judged, compareJudged)

	closed := closedReasons(judged)
	gaps, accepted := p.WeighGaps(in)
	unknown := append(p.missing(in.Mode, states), gaps...)
	return finding.Judgement{
		Verdict:  verdict(closed, unknown),
		Findings: judged,
		Reasons:  append(closed, unknown...),
		Warnings: warnings(judged, cover.refused, append(accepted, cover.unsigned()...)),
	}
}

// compareJudged is the order of finding.Sort, and settles what that leaves open,
// so that the order of the input never shows.
func compareJudged(a, b finding.Judged) int {
	return cmp.Or(a.Finding.Compare(b.Finding), worseFirst(a.Finding, b.Finding),
		cmp.Compare(a.Status, b.Status), cmp.Compare(a.Advice, b.Advice))
}

func verdict(closed, unknown []string) finding.Verdict {
	switch {
	case len(closed) > 0:
		return finding.Closed
	case len(unknown) > 0:
		return finding.Undecided
	default:
		return finding.Open
	}
}

func (p Policy) judge(f finding.Finding, known map[string]bool, cover *cover) finding.Judged {
	cover.take(f)
	why, forgiven := cover.forgive(f)
	switch {
	case forgiven:
		return finding.Judged{Finding: f, Status: finding.Suppressed, Suppression: why}
	case cover.hit >= 0:
		return finding.Judged{Finding: f, Status: finding.Suppressed, Suppression: p.Suppress[cover.hit].String()}
	case p.honours(f.Marker):
		return finding.Judged{Finding: f, Status: finding.Suppressed, Suppression: "marked by " + f.Marker}
	case !p.Blocks(f):
		return finding.Judged{Finding: f, Status: finding.Reported}
	case p.excusesKnown(f) && f.Fingerprint != "" && known[f.Fingerprint]:
		return finding.Judged{Finding: f, Status: finding.Known}
	default:
		return finding.Judged{Finding: f, Status: finding.Blocks}
	}
}

// honours tells whether the policy lets a mark of another tool forgive a finding.
func (p Policy) honours(marker string) bool {
	switch marker {
	case finding.GitleaksAllow:
		return p.Credential.AllowGitleaksMarkers
	case finding.GitleaksIgnore:
		return p.Credential.AllowGitleaksIgnore
	case finding.Nosemgrep:
		return p.SAST.AllowSemgrepMarkers
	default:
		return false
	}
}

// Blocks tells whether a finding is at or over the bar. An unknown severity
// counts as high. What is exploited in the wild or malicious always is, and the
// policy's own findings are all but the unused suppression.
func (p Policy) Blocks(f finding.Finding) bool {
	switch {
	case own(f):
		return f.Rule != RuleUnusedSuppression
	case dangerous(f):
		return true
	default:
		return f.Severity.Effective() >= p.Release.Block.Severity && f.Confidence >= p.Release.Block.Confidence
	}
}

// excusesKnown tells whether having been there before excuses a blocking
// finding. It never excuses an attack that is going on.
func (p Policy) excusesKnown(f finding.Finding) bool {
	return p.Release.Judge == New && !own(f) && !dangerous(f)
}
