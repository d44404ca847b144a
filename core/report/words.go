package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// headline is the answer in one sentence: the first line that anybody reads,
// and often the only one.
func headline(r *Report, blocking, others int) string {
	prefix := ""
	if r.PlanOnly {
		prefix = "Only a plan, nothing was carried out. "
	}
	switch {
	case r.Swap != nil:
		return prefix + swapHeadline(r.Swap)
	case r.Rollback != nil:
		return prefix + goingHeadline(r)
	case r.PlanOnly:
		return "This is a plan: nothing was examined and nothing judged."
	}
	rest := ""
	if others > 0 {
		rest = "; " + plural(others, "other finding")
	}
	switch r.Verdict() {
	case finding.Open:
		switch others {
		case 0:
			return prefix + "The gate is open: nothing was found."
		case 1:
			return prefix + "The gate is open: 1 finding, which does not block."
		default:
			return prefix + "The gate is open: " + plural(others, "finding") + ", none of which blocks."
		}
	case finding.Closed:
		if blocking == 0 {
			return prefix + "The gate is closed for the reasons given, not by a finding" + rest + "."
		}
		return prefix + "The gate is closed: " + plural(blocking, "finding") + " " + verb(blocking, "blocks", "block") + " it" + rest + "."
	default:
		if blocking > 0 {
			rest = "; " + plural(blocking, "blocking finding") + rest
		}
		return prefix + "The gate is undecided and stays shut: not all that was asked for could be examined" + rest + "."
	}
}

func goingHeadline(r *Report) string {
	target := "an older version"
	if t := r.Rollback.Target; t != nil && t.Commit != "" {
		target = short(t.Commit)
	}
	switch r.Verdict() {
	case finding.Open:
		return "Going back to " + target + " is allowed."
	case finding.Closed:
		return "Going back to " + target + " is denied."
	default:
		return "Going back to " + target + " is on hold: we do not know enough."
	}
}

// next is what the reader does now, in one or two sentences.
func next(r *Report, blocking []finding.Judged) string {
	if r.Swap != nil {
		return swapNext(r)
	}
	if r.Rollback != nil {
		if s := Sentence(r.Rollback.Alternative); s != "" {
			return s
		}
		if r.Verdict() == finding.Open {
			if len(r.Steps) == 0 {
				return "Swap the slots; with site and slot given, the plan of it is printed here."
			}
			return "Follow the plan of the slot swap, and watch the site's health after it."
		}
		return "See the reasons below."
	}
	if r.PlanOnly {
		return "Run again without plan to examine and judge."
	}
	switch r.Verdict() {
	case finding.Open:
		if len(r.Debts) > 0 {
			return "Go ahead, and pay what is owed before it is due: " + plural(len(r.Debts), "check") + " did not run."
		}
		return "Nothing has to be done."
	case finding.Closed:
		return nextClosed(blocking)
	default:
		if len(r.Gaps) == 0 {
			return "Mend what the reasons name, then run again."
		}
		return "Mend what could not be examined (see the gaps and the reasons), or accept that kind of gap in the policy; then run again."
	}
}

func nextClosed(blocking []finding.Judged) string {
	if len(blocking) == 0 {
		return "Mend what the reasons name, then run again."
	}
	credentials := 0
	for _, j := range blocking {
		if strings.HasPrefix(j.Rule, "credential/") {
			credentials++
		}
	}
	s := "Fix what blocks, or suppress what is wrong in the policy (with reason, owner and expiry); then run again."
	if credentials > 0 {
		s = "Revoke the " + nounOnly(credentials, "credential") + " first: deleting the line does not take it back. " + s
	}
	return s
}

// tally is empty without findings, else "2 critical, 1 high, 3 low", then how many of them are known or
// suppressed. Unknown severity is named, because it counts as high.
func tally(findings []finding.Judged) string {
	if len(findings) == 0 {
		return ""
	}
	severities, statuses := map[finding.Severity]int{}, map[finding.Status]int{}
	for _, j := range findings {
		severities[j.Severity]++
		statuses[j.Status]++
	}
	var parts []string
	for _, s := range []finding.Severity{finding.Critical, finding.High, finding.SeverityUnknown, finding.Medium, finding.Low} {
		if n := severities[s]; n > 0 {
			parts = append(parts, count(n)+" "+s.String())
		}
	}
	out := strings.Join(parts, ", ")
	var also []string
	for _, s := range []finding.Status{finding.Known, finding.Suppressed} {
		if n := statuses[s]; n > 0 {
			also = append(also, count(n)+" "+string(s))
		}
	}
	if len(also) > 0 {
		out += " (of these " + strings.Join(also, ", ") + ")"
	}
	return out
}

// plural is "1 finding", "2 findings", "1,234 findings".
func plural(n int, noun string) string { return count(n) + " " + nounOnly(n, noun) }

func nounOnly(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// count writes thousands apart, as in 30,000.
func count(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// duration is short and has as many digits as a reader wants: 34ms, 1.2s, 3m05s.
func duration(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Second:
		return fmt.Sprintf("%dms", max(d.Milliseconds(), 1))
	case d < time.Minute:
		return fmt.Sprintf("%.1fs", d.Seconds())
	default:
		return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
	}
}

// short is a commit as people say it.
func short(commit string) string {
	commit = Sentence(commit)
	if len(commit) == 40 || len(commit) == 64 {
		return commit[:12]
	}
	return commit
}
