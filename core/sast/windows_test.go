package sast

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An expression finds near its literals what it finds in the whole text.
func TestExpressionsFindNearTheirLiteralsWhatTheyFindAnywhere(t *testing.T) {
	text := strings.Repeat("nothing of note\n", 20) + "api_key\n\n  =\n\n\n   \"0123\"\n" + strings.Repeat("\nother = 1\n", 20) +
		"API_KEY = \"a\"; api_key=\"b\"\napi_key\n" + "begin api_key one\nkey two\nend\n" + strings.Repeat("x\n", 30) + "api_key"
	tests := []struct {
		name, expression string
		near             bool
	}{
		{"in one line", `api_key="\w+"`, true},
		{"in any case", `(?i)api_key ?= ?"(\w+)"`, true},
		{"over blank lines", `(?i)api_key\s*=\s*"(\w+)"`, true},
		{"over a line break that is written", `api_key one\nkey`, true},
		{"over a few lines", `one(.|\n){1,6}two`, true},
		{"over as many lines as secrets do", `(?i)(?:api_key)(?:[\s|']|[\s|"]){0,4}(?:=|:)(?:'|"|\s){0,8}([0-9]+)`, true},
		{"over any lines", `(?s)begin.*end`, false},
		{"up to what is not there", `api_key[^;]*;`, false},
		{"at the end of a line", `api_key$`, true},
		{"at the end of the text", `api_key\z`, false},
		{"at the begin of a line", `^api_key\b`, true},
		{"literals on both sides of a break", `"a"; api_key="b"\napi_key`, true},
		{"one of several", `(key two|other = 1)\n`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, err := newExpression("(?m)", test.expression)
			if err != nil {
				t.Fatal(err)
			}
			words := &textWords{text: []byte(text)}
			words.lower()
			if _, near := e.windows(words.low); near != test.near {
				t.Errorf("its matches have bounds: %v, want %v", near, test.near)
			}
			got, _ := words.find(e, 100)
			want, _ := e.find([]byte(text), 100)
			if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
				t.Errorf("%d matches in the whole text; -whole +near:\n%s", len(want), diff)
			}
		})
	}
}

func TestATextWithLettersOfOtherLengthsIsSearchedAsAWhole(t *testing.T) {
	e, err := newExpression("(?m)", `(?i)token=1`)
	if err != nil {
		t.Fatal(err)
	}
	words := &textWords{text: []byte("Ⱥ\n\nto\u212Aen=1\n")}
	if found, _ := words.find(e, 10); len(found) != 1 {
		t.Errorf("got %d matches, want one with the Kelvin sign for a k", len(found))
	}
}
