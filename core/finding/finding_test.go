package finding

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLocateCountsUTF16Units(t *testing.T) {
	content := []byte("a\nbä😀c\r\n\nend")
	lines := NewLines("f", content)
	for _, test := range []struct {
		name       string
		start, end int
		want       Location
	}{
		{"the first byte", 0, 1, Location{"f", 1, 1, 1, 2, ""}},
		{"behind a letter of two bytes and an emoji of two units", 9, 10, Location{"f", 2, 5, 2, 6, ""}},
		{"over a line break", 0, 3, Location{"f", 1, 1, 2, 2, ""}},
		{"the last line without a line break", 13, 16, Location{"f", 4, 1, 4, 4, ""}},
		{"outside the content it is clamped", 99, 5, Location{"f", 4, 4, 4, 4, ""}},
		{"before the content too", -5, 0, Location{"f", 1, 1, 1, 1, ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, lines.Locate(test.start, test.end)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNumberKeepsIdentitiesApartWhateverTheOrder(t *testing.T) {
	a := Finding{Fingerprint: "same", Location: Location{Path: "a"}}
	b := Finding{Fingerprint: "same", Location: Location{Path: "b"}}
	one, two := []Finding{a, b}, []Finding{b, a}
	Number(one)
	Number(two)
	if diff := cmp.Diff(one, two); diff != "" {
		t.Errorf("the order of the input shows:\n%s", diff)
	}
	if one[0].Fingerprint != "same" || one[1].Fingerprint == "same" {
		t.Errorf("fingerprints %q and %q: the first keeps its own, the second gets another", one[0].Fingerprint, one[1].Fingerprint)
	}
}

func TestFingerprintTellsPartsApart(t *testing.T) {
	if Fingerprint("ab", "c") == Fingerprint("a", "bc") {
		t.Error("two identities share a fingerprint")
	}
}

func TestExitCodes(t *testing.T) {
	for verdict, want := range map[Verdict]int{Open: 0, Closed: 1, Undecided: 3, "": 3, "ajar": 3} {
		if got := verdict.ExitCode(); got != want {
			t.Errorf("%q exits %d, want %d", verdict, got, want)
		}
	}
}

func TestLevelsReadWhatTheyWrite(t *testing.T) {
	for s := SeverityUnknown; s <= Critical; s++ {
		text, _ := s.MarshalText()
		var back Severity
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%v reads back as %v, %v", s, back, err)
		}
	}
	for c := Info; c <= Proven; c++ {
		text, _ := c.MarshalText()
		var back Confidence
		if err := back.UnmarshalText(text); err != nil || back != c {
			t.Errorf("%v reads back as %v, %v", c, back, err)
		}
	}
	var s Severity
	if err := s.UnmarshalText([]byte("hgih")); err == nil {
		t.Error("a severity that does not exist was read")
	}
}
