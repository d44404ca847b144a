package sast

import (
	"strings"
	"testing"
)

func TestComparisonsAreComputedAsPythonDoes(t *testing.T) {
	values := map[string]any{"$N": 2048.0, "$S": "abc", "$OK": false, "$OCTAL": float64(0o650), "$TEXT": "150"}
	ask := func(name string) (any, bool) { v, ok := values[name]; return v, ok }
	for text, want := range map[string]bool{
		"$N > 1024":                            true,
		"$N >= 0o650 and $N < 0o100000":        true,
		"$N < 16 or $N == 2048":                true,
		"not $N < 16":                          true,
		"$N in [150, 2048]":                    true,
		"$N not in [150, 2048]":                false,
		"str($S) in \"abcd\"":                  true,
		"$N ** 2 == 4194304":                   true,
		"$N & 2048 == 2048":                    true,
		"~ $N == -2049":                        true,
		"-$N < 0":                              true,
		"($N + 2) * 2 == 4100":                 true,
		"$N // 1000 == 2":                      true,
		"$N % 1000 == 48":                      true,
		"7 / 0 == 1":                           false,
		"int($TEXT) > 122":                     true,
		"$OK == False":                         true,
		"re.match('a.c', $S)":                  true,
		"re.match('bc', $S)":                   false,
		"$S + 'd' == 'abcd'":                   true,
		"$UNKNOWN == 1":                        false,
		"$S < 5":                               false,
		"$OCTAL == 424":                        true,
		"[1, 2] == [1, 2]":                     true,
		"'it\\'s' == \"it's\"":                 true,
		"$N == 2048 and $S == 'abc' or 1 == 2": true,
	} {
		p, err := newPredicate(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := p.holds(ask); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestAComparisonThatCannotBeReadSaysWhy(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "ends too early",
		"$X <":                      "ends too early",
		"$X < 1 2":                  "where it should end",
		"open('x') == 1":            `"open" in a comparison`,
		"today() < 1":               "the clock",
		"'abc == 1":                 "without an end",
		"re.match($X, $Y)":          "as a text",
		"int(1, 2)":                 "takes 1 arguments",
		"[1, 2":                     "lacks a",
		"1e999999x == 1":            "is no number",
		strings.Repeat("(", 10_000): "too deep",
	} {
		if _, err := newPredicate(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got error %v, want one that says %q", text, err, want)
		}
	}
}

func TestNumbersAreReadAsLanguagesWriteThem(t *testing.T) {
	for text, want := range map[string]float64{"1_000": 1000, "0x1F": 31, "0o17": 15, "017": 15, "10L": 10, "1.5f": 1.5, "-3": -3, "5n": 5, "0b11": 3} {
		if got, ok := numberOf(text, 0); !ok || got != want {
			t.Errorf("%s: got %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "abc", "NaN", "Inf", "1.2.3"} {
		if got, ok := numberOf(text, 0); ok {
			t.Errorf("%q: got %v, want no number", text, got)
		}
	}
}
