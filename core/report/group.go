package report

import (
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
)

// grouped makes one entry of the same flaw in the same package version over
// several lockfiles, where there is the same to do about it. The findings stay
// one for each place, for suppressions and for SARIF.
func grouped(findings []finding.Judged) []entry {
	list := entries(findings)
	out := list[:0]
	first := map[string]int{}
	for i, e := range list {
		key := flawKey(findings[i])
		if at, again := first[key]; again && key != "" {
			out[at].Also = append(out[at].Also, e.Place)
			continue
		}
		first[key] = len(out)
		out = append(out, e)
	}
	return out
}

// flawKey is what findings have in common that are told as one; empty for one
// that is not about a flaw of a package. A flaw is the same under any of its names.
func flawKey(j finding.Judged) string {
	p := j.Package
	if p == nil || p.Advisory == "" {
		return ""
	}
	names := append([]string{p.Advisory}, p.Aliases...)
	slices.Sort(names)
	parts := append([]string{j.Rule, string(j.Status), j.Suppression, j.Advice, p.Ecosystem, p.Name, p.Version, string(p.Reach)}, names...)
	if p.Development {
		parts = append(parts, "development")
	}
	return strings.Join(parts, "\x00")
}

// maxPlaces is how many further places of a flaw are written out.
const maxPlaces = 10

// also tells the further places of a flaw; empty without.
func (e entry) also() string {
	if len(e.Also) == 0 {
		return ""
	}
	text := "also in " + strings.Join(e.Also[:min(len(e.Also), maxPlaces)], ", ")
	if more := len(e.Also) - maxPlaces; more > 0 {
		text += " and " + plural(more, "more place")
	}
	return text
}

// findingsIn counts the findings that entries stand for.
func findingsIn(list []entry) int {
	n := len(list)
	for _, e := range list {
		n += len(e.Also)
	}
	return n
}
