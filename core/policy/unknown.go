package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// states is what became of each check, by name.
type states struct {
	names  []string // sorted, without repetitions
	byName map[string]finding.CheckState
}

// newStates keeps the worst state of a check that is told twice.
func newStates(checks []finding.CheckState) states {
	s := states{byName: map[string]finding.CheckState{}}
	for _, c := range checks {
		before, twice := s.byName[c.Name]
		if !twice {
			s.names = append(s.names, c.Name)
		}
		if !twice || rank(c.State) > rank(before.State) || (rank(c.State) == rank(before.State) && c.Message < before.Message) {
			s.byName[c.Name] = c
		}
	}
	slices.Sort(s.names)
	return s
}

func rank(s finding.State) int {
	switch s {
	case finding.Examined:
		return 0
	case finding.Skipped:
		return 1
	case finding.Owed:
		return 2
	default:
		return 3
	}
}

func (s states) examined(name string) bool { return s.byName[name].State == finding.Examined }

// couldReport tells whether the checks that might have found what a suppression
// covers were examined.
func (s states) couldReport(suppression Suppression) bool {
	check, _, _ := strings.Cut(suppression.Rule, "/")
	if slices.Contains(CheckNames(), check) {
		return s.examined(check)
	}
	for _, name := range s.names {
		if !s.examined(name) {
			return false
		}
	}
	return len(s.names) > 0
}

// missing says which checks leave the run undecided: one that broke off, one
// that is required and was not examined, or all of them.
func (p Policy) missing(mode string, s states) []string {
	var reasons []string
	examined := false
	for _, name := range s.names {
		c := s.byName[name]
		switch c.State {
		case finding.Examined:
			examined = true
		case finding.Skipped: // told below when it is required
		case finding.Owed:
			if mode != modeHotfix {
				reasons = append(reasons, fmt.Sprintf("The %s check was put off, and only a hotfix may do that%s.", name, because(c.Message)))
			}
		default:
			reasons = append(reasons, fmt.Sprintf("The %s check failed%s.", name, because(c.Message)))
		}
	}
	for _, name := range p.required(mode) {
		reasons = append(reasons, p.notExamined(mode, name, s)...)
	}
	if !examined && len(reasons) == 0 {
		reasons = append(reasons, "No check examined anything.")
	}
	return reasons
}

// notExamined is the reason that a required check gives beyond its failure.
func (p Policy) notExamined(mode, name string, s states) []string {
	c, present := s.byName[name]
	switch {
	case !present || c.State == finding.Skipped:
		return []string{fmt.Sprintf("The %s check is required by the policy and did not run%s.", name, because(c.Message))}
	case c.State == finding.Owed && mode == modeHotfix && slices.Contains(p.Hotfix.Floor, name):
		return []string{fmt.Sprintf("The %s check belongs to the hotfix floor and cannot be owed%s.", name, because(c.Message))}
	default:
		return nil
	}
}

// required are the checks that have to be examined: in a hotfix the floor too.
func (p Policy) required(mode string) []string {
	required := slices.Clone(p.Release.Require)
	if mode == modeHotfix {
		required = append(required, p.Hotfix.Floor...)
	}
	slices.Sort(required)
	return slices.Compact(required)
}

func because(message string) string {
	if message = strings.TrimRight(strings.TrimSpace(message), "."); message == "" {
		return ""
	}
	return ": " + message
}

// Accepts tells whether the policy lets a gap pass, and by which key.
func (p Policy) Accepts(g finding.Gap) (key string, ok bool) {
	switch {
	case g.Kind == finding.Stale && p.Advisories.AllowStale:
		return "advisories.allowStale", true
	case g.Kind == finding.Sample && p.Advisories.AllowSample:
		return "advisories.allowSample", true
	case g.Kind == finding.Unparsed && g.Check == "sast" && p.SAST.AllowUnparsed:
		return "sast.allowUnparsed", true
	case g.Kind == finding.Unopened && p.Credential.AllowUnopenedArchives:
		return "credential.allowUnopenedArchives", true
	default:
		return "", false
	}
}

// WeighGaps turns gaps into reasons not to open, or into warnings when they are
// accepted. One sentence tells of all gaps of a kind in a check. Of the input
// only the gaps, the mode and the checks count.
func (p Policy) WeighGaps(in Input) (reasons, accepted []string) {
	s := newStates(in.Checks)
	gaps := slices.Clone(in.Gaps)
	slices.SortFunc(gaps, finding.Gap.Compare)
	type group struct{ check, kind, key string }
	var order []group
	members := map[group][]finding.Gap{}
	for _, g := range gaps {
		key, _ := p.Accepts(g)
		if key == "" && g.Kind == finding.Cut && in.Mode == modeHotfix && s.byName[g.Check].State == finding.Owed {
			key = "the debt of the check" // cut at the deadline: the rest is owed
		}
		id := group{g.Check, string(g.Kind), key}
		if members[id] == nil {
			order = append(order, id)
		}
		members[id] = append(members[id], g)
	}
	for _, id := range order {
		if text := gapSentence(members[id]); id.key == "" {
			reasons = append(reasons, text)
		} else {
			accepted = append(accepted, fmt.Sprintf("Accepted by %s: %s", id.key, text))
		}
	}
	slices.Sort(reasons)
	slices.Sort(accepted)
	return reasons, accepted
}

// gapSentence tells of sorted gaps of one check and kind by the first of them.
func gapSentence(gaps []finding.Gap) string {
	first := gaps[0]
	who := "The walk over the tree"
	if first.Check != "" {
		who = fmt.Sprintf("The %s check", first.Check)
	}
	at := ""
	if first.Path != "" && !strings.HasPrefix(first.Message, first.Path+":") {
		at = first.Path + ": "
	}
	text := strings.TrimRight(strings.TrimSpace(first.Message), ".")
	if len(gaps) == 1 {
		return fmt.Sprintf("%s has a gap (%s): %s%s.", who, first.Kind, at, text)
	}
	return fmt.Sprintf("%s has %d gaps (%s), the first: %s%s.", who, len(gaps), first.Kind, at, text)
}
