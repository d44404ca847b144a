package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// best runs a kind's own finder at every place of its anchors, as the gate would.
func best(k Kind, text string) (Match, bool) {
	var found Match
	ok := false
	for _, anchor := range k.Anchors {
		for at := 0; ; at++ {
			i := strings.Index(text[at:], anchor)
			if i < 0 {
				break
			}
			at += i
			if m, hit := k.Find([]byte(text), at); hit && (!ok || m.Confidence > found.Confidence) {
				found, ok = m, true
			}
		}
	}
	return found, ok
}

func TestEveryKindHasAHitAndANearMiss(t *testing.T) {
	for _, k := range All() {
		if k.Find == nil {
			continue
		}
		for n := range 20 {
			s := planted.NewSource(fmt.Sprint(k.ID, n))
			hit, miss := k.Hit(s), k.Miss(s)
			m, ok := best(k, `{"x": "`+hit+`"}`)
			sandbox := m.Test
			if !ok || m.Confidence == finding.Info && !sandbox {
				t.Errorf("%s: hit %d was found: %v, with confidence %v", k.ID, n, ok, m.Confidence)
			}
			if ok && k.Confidence == finding.Proven && m.Confidence != finding.Proven {
				t.Errorf("%s: hit %d has confidence %v, want proven", k.ID, n, m.Confidence)
			}
			if m, ok := best(k, `{"x": "`+miss+`"}`); ok && m.Confidence > finding.Info {
				t.Errorf("%s: near miss %d has confidence %v, want info at most", k.ID, n, m.Confidence)
			}
		}
	}
}

func TestEveryKindIsDescribed(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	kinds := All()
	for i, k := range kinds {
		if !form.MatchString(k.ID) || i > 0 && kinds[i-1].ID == k.ID {
			t.Errorf("id %q is no unique row of words", k.ID)
		}
		if k.Title == "" || len(k.Title) > 120 || strings.HasSuffix(k.Title, ".") {
			t.Errorf("%s: title %q", k.ID, k.Title)
		}
		for _, sentence := range []string{k.Opens, k.Revoke, k.Instead} {
			if !strings.HasSuffix(sentence, ".") {
				t.Errorf("%s: %q is no sentence", k.ID, sentence)
			}
		}
		if !strings.HasPrefix(k.Page, "https://") || k.Severity == finding.SeverityUnknown {
			t.Errorf("%s: page %q, severity %v", k.ID, k.Page, k.Severity)
		}
		for _, a := range k.Anchors {
			if len(a) < 3 {
				t.Errorf("%s: anchor %q is too short for the gate", k.ID, a)
			}
		}
	}
}

func TestOneWrongLetterIsNeverMoreThanInfo(t *testing.T) {
	for _, k := range All() {
		if k.Rank < Gated || k.Find == nil || k.Confidence != finding.Proven || strings.Contains(k.ID, "key") && slices.Contains(k.Anchors, "-----BEGIN ") || k.ID == "google-service-account-key" {
			continue
		}
		if k.Anchors[0] == "+ACR" || commonProvider(k) {
			continue // there the format decides, and the checksum only promotes
		}
		hit := k.Hit(planted.NewSource(k.ID))
		for i := range len(strings.TrimRight(hit, "=")) {
			b := []byte(hit)
			if b[i] = 'x'; hit[i] == 'x' {
				b[i] = 'y'
			}
			if m, ok := best(k, string(b)); ok && m.Confidence > finding.Info {
				t.Errorf("%s: with a wrong letter at %d it has confidence %v, want info at most", k.ID, i, m.Confidence)
			}
		}
	}
}

func commonProvider(k Kind) bool {
	return slices.ContainsFunc(commonKeys(), func(c Kind) bool { return c.ID == k.ID })
}

func TestEscapedKeysAreProvenToo(t *testing.T) {
	for name, replacer := range map[string]*strings.Replacer{
		"JSON": strings.NewReplacer("+", `\u002B`, "/", `\/`),
		"URL":  strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D"),
	} {
		for _, k := range azureKeys() {
			key := k.Hit(planted.NewSource("escaped" + k.ID))
			text := `{"x": "` + replacer.Replace(key) + `"}`
			m, ok := best(k, text)
			if !ok || m.Confidence != finding.Proven {
				t.Errorf("%s in %s: found %v, %v, want proven", k.ID, name, ok, m.Confidence)
				continue
			}
			if got, want := text[m.Start:m.End], replacer.Replace(key); got != want {
				t.Errorf("%s in %s: the match covers %d bytes, want the whole %d", k.ID, name, len(got), len(want))
			}
		}
	}
}
