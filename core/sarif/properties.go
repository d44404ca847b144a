package sarif

import (
	"regexp"
	"strconv"

	"github.com/sallyport-gate/sallyport/core/report"
)

// properties is what the run says that SARIF has no place for.
func (w *writer) properties() *runProperties {
	r := w.report
	p := &runProperties{
		Verdict: report.Plain(string(r.Verdict())), Mode: report.Plain(r.Mode), Scope: report.Plain(r.Scope),
		Environment: report.Plain(r.Environment), PlanOnly: r.PlanOnly,
		Reasons: visible(r.Judgement.Reasons), Warnings: visible(r.Judgement.Warnings), Skips: counts(r.Walk.Skips),
	}
	for _, c := range r.Checks {
		p.Checks = append(p.Checks, checkData{
			Name: report.Plain(c.Name), State: report.Plain(string(c.State)), Message: report.Sentence(c.Message),
			Files: c.Coverage.Files, Bytes: c.Coverage.Bytes, Skips: counts(c.Coverage.Skips), Notes: visible(c.Coverage.Notes),
		})
	}
	if m := r.Watermark; m != nil {
		p.Advisories = &advisoriesData{Time: report.Plain(m.Time), Digest: report.Plain(m.Digest), Source: report.Plain(m.Source)}
	}
	return p
}

func counts(m map[string]int) map[string]int {
	out := make(map[string]int, len(m))
	for reason, n := range m {
		out[report.Sentence(reason)] += n
	}
	return out
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

// semantic is the version when it is one as semver.org has it, without the "v"
// that Go puts in front; hosts prefer it to the version and refuse a wrong one.
func semantic(v string) string {
	m := regexp.MustCompile(`^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$`).FindStringSubmatch(v)
	if m == nil {
		return ""
	}
	return m[1]
}
