package advisory

import (
	"slices"
	"strings"
)

// A system's advisory does not name the flaw as an alias but as upstream of its
// own (https://ossf.github.io/osv-schema/#upstream-field): it speaks of another
// package, and often of several flaws at once.

// divide says which upstream ids mean the record's very flaw, and which are only
// among those that it mends: one flaw may go by the ids of several databases, and
// DEBIAN-CVE-2026-1 is Debian's view of CVE-2026-1.
func divide(id string, upstream []string) (same, among []string) {
	names := map[string]bool{}
	for _, u := range upstream {
		names[bare(u)] = true
	}
	for _, u := range upstream {
		switch {
		case u == "" || u == id:
		case len(names) == 1 || bare(u) == bare(id):
			same = append(same, u)
		default:
			among = append(among, u)
		}
	}
	slices.Sort(among)
	return same, slices.Compact(among)
}

// bare is the CVE in a system's id for it.
func bare(id string) string {
	if i := strings.Index(id, "CVE-"); i >= 0 {
		return id[i:]
	}
	return id
}

// upstreamOf joins what the records of a group mend beside what the group is.
func upstreamOf(group []hit, ids []string) []string {
	var all []string
	for _, h := range group {
		all = union(all, h.row.upstream)
	}
	return slices.DeleteFunc(all, func(id string) bool { return slices.Contains(ids, id) })
}
