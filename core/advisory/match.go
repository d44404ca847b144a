package advisory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Match finds what the index knows of one package version. The matches come
// sorted by group. With any Status but Matched, the absence of a match does not
// mean that the version is clean. An error means that the index is damaged.
func (x *Index) Match(ecosystem, name, text string) ([]Match, Status, error) {
	ecosystem = NormalEcosystem(ecosystem)
	share, known := x.manifest.Ecosystem(ecosystem)
	if !known {
		return nil, Missing, nil
	}
	rows, err := x.rows(key(ecosystem, name))
	if err != nil {
		return nil, Missing, fmt.Errorf("match %s %q: %w", ecosystem, name, err)
	}
	status := Matched
	if !share.Complete {
		status = Sample
	}
	v, err := parseVersion(ecosystem, text)
	if err != nil {
		status = Unresolved
	}
	var hits []hit
	for i := range rows {
		h, known := rows[i].affectsAny(ecosystem, text, v)
		if !known {
			status = Unresolved
		}
		if h.row != nil {
			hits = append(hits, h)
		}
	}
	return join(ecosystem, hits), status, nil
}

// hit is a row that affects a version, with the nearest fix in it.
type hit struct {
	row   *row
	fixed string
}

// affectsAny is affects for the version and, in PyPI, for its public part too:
// advisories name "2.0" and mean "2.0+cpu" as well (PEP 440).
func (r *row) affectsAny(ecosystem, text string, v version) (hit, bool) {
	h, known := r.affects(ecosystem, text, v)
	public, _, local := strings.Cut(text, "+")
	if h.row != nil || !local || ecosystem != "PyPI" {
		return h, known
	}
	p, err := parseVersion(ecosystem, public)
	if err != nil {
		return h, false
	}
	h, also := r.affects(ecosystem, public, p)
	return h, known && also
}

// affects says whether the row affects the version; known is false when that
// cannot be told. v.parsed is nil when text is not a version: then only what
// affects every version, or lists this very text, is a hit.
func (r *row) affects(ecosystem, text string, v version) (h hit, known bool) {
	if r.all && (text != "" || r.malicious) {
		return hit{row: r}, true
	}
	if text != "" && slices.Contains(r.versions, plain(ecosystem, text)) {
		return hit{row: r, fixed: r.laterFix(ecosystem, v)}, true
	}
	if v.parsed == nil {
		return hit{}, true // the caller already knows that the version is unresolved
	}
	known = true
	for _, listed := range r.versions {
		c, err := v.compare(ecosystem, listed)
		if err == nil && c == 0 {
			return hit{row: r, fixed: r.laterFix(ecosystem, v)}, true
		}
	}
	for _, events := range r.ranges {
		in, fix, err := within(ecosystem, v, events)
		if err != nil {
			known = false
			continue
		}
		// The order takes any text for a version: what it says of such a bound proves nothing.
		if !in && slices.ContainsFunc(events, func(e event) bool { return !IsVersion(ecosystem, e.version) }) {
			known = false
		}
		if in && (h.row == nil || earlier(ecosystem, fix, h.fixed)) {
			h = hit{row: r, fixed: fix}
		}
	}
	return h, known
}

// within walks a sorted range: is v in it, and which fix comes next?
func within(ecosystem string, v version, events []event) (in bool, fix string, err error) {
	for _, e := range events {
		if e.kind == introduced && e.version == "0" { // before every version; elsewhere 0 is a version like others
			in = true
			continue
		}
		c, err := v.compare(ecosystem, e.version)
		switch {
		case err != nil:
			return false, "", err
		case c < 0 && e.kind == fixed && in:
			return true, e.version, nil
		case c < 0:
			return in, "", nil
		case e.kind == introduced:
			in = true
		case e.kind == fixed:
			in = false
		case e.kind == lastAffected && c > 0:
			in = false
		}
	}
	return in, "", nil
}

// laterFix is the nearest fix behind v in any range, for a version that is
// affected by name.
func (r *row) laterFix(ecosystem string, v version) (fix string) {
	if v.parsed == nil {
		return ""
	}
	for _, events := range r.ranges {
		for _, e := range events {
			if e.kind != fixed {
				continue
			}
			if c, err := v.compare(ecosystem, e.version); err == nil && c < 0 && earlier(ecosystem, e.version, fix) {
				fix = e.version
			}
		}
	}
	return fix
}

// earlier says whether fix a comes before fix b; no fix comes last.
func earlier(ecosystem, a, b string) bool {
	if a == "" || b == "" {
		return a != ""
	}
	v, err := orderable(ecosystem, a)
	if err != nil {
		return false
	}
	c, err := v.compare(ecosystem, b)
	return err == nil && c < 0
}

// join makes one match of all hits whose ids and aliases touch.
func join(ecosystem string, hits []hit) []Match {
	groupOf := make([]int, len(hits)) // hit → smallest hit of its group
	owner := map[string]int{}
	find := func(i int) int {
		for groupOf[i] != i {
			i = groupOf[i]
		}
		return i
	}
	for i, h := range hits {
		groupOf[i] = i
		for _, id := range append([]string{h.row.id}, h.row.aliases...) {
			first, seen := owner[id]
			if !seen {
				owner[id] = i
				continue
			}
			a, b := find(first), find(i)
			groupOf[max(a, b)] = min(a, b)
		}
	}
	members := make([][]hit, len(hits))
	for i, h := range hits {
		members[find(i)] = append(members[find(i)], h)
	}
	var matches []Match
	for _, group := range members {
		if len(group) > 0 {
			matches = append(matches, merge(ecosystem, group))
		}
	}
	slices.SortFunc(matches, func(a, b Match) int { return cmp.Compare(a.Group(), b.Group()) })
	return matches
}

func merge(ecosystem string, group []hit) Match {
	var m Match
	var ids []string
	unfixed := false
	for _, h := range group {
		r := h.row
		ids = append(append(ids, r.id), r.aliases...)
		m.Severity, m.Score = max(m.Severity, r.severity), max(m.Score, r.score)
		m.Exploited = m.Exploited || r.exploited
		m.Likelihood = max(m.Likelihood, r.likelihood)
		m.Malicious = m.Malicious || r.malicious
		unfixed = unfixed || h.fixed == "" && r.malicious
		// Advisories of one flaw may name different fixes: only the last of them is safe by all.
		if h.fixed != "" && !earlier(ecosystem, h.fixed, m.FixedIn) {
			m.FixedIn = h.fixed
		} else if m.FixedIn == "" {
			m.FixedIn = h.fixed
		}
	}
	if unfixed {
		m.FixedIn = ""
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	m.ID = preferred(ids)
	m.Aliases = slices.DeleteFunc(ids, func(id string) bool { return id == m.ID })
	m.Upstream = upstreamOf(group, ids)
	m.Summary = summaryOf(group, m.ID)
	m.Imports = importsOf(group)
	return m
}

// preferred is GitHub's id, which most tools show, before the malicious-package
// and ecosystem databases' own, before CVE. Equal ranks go by byte order.
func preferred(sorted []string) string {
	rank := func(id string) int {
		switch {
		case strings.HasPrefix(id, "MAL-"):
			return 0
		case strings.HasPrefix(id, "GHSA-"):
			return 1
		case strings.HasPrefix(id, "CVE-"):
			return 3
		default:
			return 2
		}
	}
	return slices.MinFunc(sorted, func(a, b string) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b)) })
}

func summaryOf(group []hit, id string) string {
	text := ""
	for _, h := range group {
		if h.row.id == id && h.row.summary != "" {
			return h.row.summary
		}
		if text == "" {
			text = h.row.summary
		}
	}
	return text
}
