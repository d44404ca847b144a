package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// Sort puts findings into the one order that every output uses: by file, place,
// rule, fingerprint, message.
func Sort(findings []Finding) { slices.SortFunc(findings, Finding.Compare) }

// Compare orders two findings by file, place, rule, fingerprint, message.
func (f Finding) Compare(o Finding) int {
	return cmp.Or(f.Location.Compare(o.Location), cmp.Compare(f.Rule, o.Rule),
		cmp.Compare(f.Fingerprint, o.Fingerprint), cmp.Compare(f.Message, o.Message))
}

// Compare orders two locations by path, then place.
func (l Location) Compare(o Location) int {
	return cmp.Or(cmp.Compare(l.Path, o.Path), cmp.Compare(l.Inside, o.Inside),
		cmp.Compare(l.StartLine, o.StartLine), cmp.Compare(l.StartColumn, o.StartColumn),
		cmp.Compare(l.EndLine, o.EndLine), cmp.Compare(l.EndColumn, o.EndColumn))
}

// Fingerprint joins the parts of an identity into 32 hex digits. The parts must
// not hold a raw credential, nor a path or line: a finding keeps its identity
// when its file is renamed and its line moves. Parts are length-prefixed, so
// that ("ab", "c") and ("a", "bc") differ.
func Fingerprint(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Number makes equal fingerprints distinct: in sorted order the second
// occurrence of a fingerprint becomes Fingerprint(old, "2"), and so on. It sorts.
func Number(findings []Finding) {
	Sort(findings)
	seen := map[string]int{}
	for i := range findings {
		fp := findings[i].Fingerprint
		if seen[fp]++; seen[fp] > 1 {
			findings[i].Fingerprint = Fingerprint(fp, strconv.Itoa(seen[fp]))
		}
	}
}
