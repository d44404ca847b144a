package sast

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnExpressionFindsWhatPCREFinds(t *testing.T) {
	tests := []struct {
		name, expression, text string
		want                   []string
	}{
		{"plain", `b+`, "abbab", []string{"bb", "b"}},
		{"a look-ahead", `a(?=b)\w`, "ac ab é ab", []string{"ab", "ab"}},
		{"a look-behind", `(?<!x)\d`, "x1 2", []string{"2"}},
		{"a back-reference", `(.)\1`, "abccd", []string{"cc"}},
		{"places behind wide characters", `é(?!x)`, "éx日é", []string{"é"}},
		{"places behind bytes that are no text", `a(?!x)`, "\xff\xfea", []string{"a"}},
		{"Python's way to name a group", `(?P<Q>["'])(?!x).(?P=Q)`, `"y"`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := newExpression("", tt.expression)
			if err != nil {
				if tt.want == nil {
					return
				}
				t.Fatal(err)
			}
			found, complete := e.find([]byte(tt.text), 10)
			var got []string
			for _, at := range found {
				got = append(got, tt.text[at[0]:at[1]])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || !complete {
				t.Errorf("complete %v, matches -want +got\n%s", complete, diff)
			}
		})
	}
}

func TestABacktrackingExpressionReadsNoEndlessText(t *testing.T) {
	e, err := newExpression("", `a(?=b)`)
	if err != nil {
		t.Fatal(err)
	}
	if _, complete := e.find([]byte(strings.Repeat("ab", maxSlowText)), 10); complete {
		t.Error("a text beyond the bound was called complete")
	}
}

func TestWhatAnExpressionNeedsIsInEveryMatch(t *testing.T) {
	for expression, want := range map[string][]string{
		`AKIA[0-9A-Z]{16}`:          {"akia"},
		`(foo|barn)\d`:              {"foo", "barn"},
		`(?i)password\s*=`:          {"password"},
		`[a-z]+`:                    nil,
		`x*`:                        nil,
		`(?<!never)secret(?!never)`: {"secret"},
		`(a|)b?`:                    nil,
	} {
		e, err := newExpression("", expression)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, e.needs); diff != "" {
			t.Errorf("%s: -want +got\n%s", expression, diff)
		}
	}
}

func TestARunIsFoundWhereverItStands(t *testing.T) {
	e, err := newExpression("", `key=[a-f0-9]{10}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, front := range []string{"", "x", "zzzzzzzzz", "0123zz", "012345678 ", strings.Repeat("01234567 ", 50)} {
		if found, _ := e.find([]byte(front+"key=0123456789 "+front), 10); len(found) != 1 {
			t.Errorf("behind %q: got %d matches, want 1", front, len(found))
		}
		if e.run.isIn([]byte(front + "key=012345678 " + front)) {
			t.Errorf("behind %q: a run that is too short was found", front)
		}
	}
}

func TestGramsNeverDenyWhatIsThere(t *testing.T) {
	set := newGramSet([]byte("hello, world"))
	for text, want := range map[string]bool{"hello": true, "o, w": true, "lo": true, "": true, "help": false, "worlds": false} {
		if got := set.may(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestAShortTextIsOnlyRefusedWithoutTheLiteral(t *testing.T) {
	e, err := newExpression(`\A(?:`, `(?i)(.*\.)?\w*(escape|task)\w*$)`)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"html.EscapeString": true, "\u212Aey.escape": true, "ta\u017F\u212A": true, "html.unquote": false, "": false,
		strings.Repeat("x", 2*shortText) + "escape": true,
	} {
		if groups, _ := e.match(text); (groups != nil) != (e.fast.FindStringSubmatchIndex(text) != nil) {
			t.Errorf("%q: the literals change what matches", text)
		}
		if got := e.mayMatch(text); !got && want {
			t.Errorf("%q was refused", text)
		}
	}
}
