package credential

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGateFindsEveryAnchorAtEveryPlace(t *testing.T) {
	anchors := []anchor{{"ghp_", false}, {"password", true}, {"://", false}, {"key", true}}
	g := newGate(anchors)
	text := "ghp_PassWord KEY://key GHP_ password"
	got := map[string][]int{}
	g.scan([]byte(text), func(i, at int) { got[anchors[i].text] = append(got[anchors[i].text], at) })
	want := map[string][]int{"ghp_": {0}, "password": {4, 28}, "key": {13, 19}, "://": {16}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

func TestGateMissesNoAnchorOfTheCheck(t *testing.T) {
	c := New(Config{})
	anchors, _ := c.allFinders()
	for i, a := range anchors {
		for _, text := range []string{a.text, "x" + a.text + "x", strings.Repeat(" ", 100) + a.text} {
			seen := false
			c.gate.scan([]byte(text), func(anchor, _ int) { seen = seen || anchor == i })
			if !seen {
				t.Errorf("anchor %q is not seen in %q", a.text, text)
			}
		}
	}
}
