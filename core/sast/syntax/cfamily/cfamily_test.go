package cfamily

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func quotes(source string, at int) (syntax.TokenKind, string, int) {
	if source[at] != '"' {
		return syntax.BadToken, "", at
	}
	if n := strings.IndexByte(source[at+1:], '"'); n >= 0 {
		return syntax.StringToken, source[at+1 : at+1+n], at + n + 2
	}
	return syntax.StringToken, source[at+1:], len(source)
}

func TestScan(t *testing.T) {
	tests := []struct {
		name, source string
		mode         syntax.Mode
		want         string
	}{
		{"closing angles stay apart", "a<b<c>>=d", syntax.Code, "a < b < c > >= d"},
		{"operators are as long as possible", "a??=b?.c??d...e..f", syntax.Code, "a ??= b ?. c ?? d ... e .. f"},
		{"a conditional before a number", "a?.5:b", syntax.Code, "a ? .5 : b"},
		{"comments and white space are no tokens", "a//b\n/*c\n*/d\u00a0e", syntax.Code, "a d e"},
		{"numbers", "0x1F 1_0 1.5e-3f .5 1..2", syntax.Code, "0x1F 1_0 1.5e-3f .5 1 .. 2"},
		{"a byte order mark is no token", "\ufeffa", syntax.Code, "a"},
		{"metavariables are names in patterns", "$X+$...ARGS", syntax.Pattern, "$X + $...ARGS"},
		{"deep ellipses", "<... a ...>", syntax.Pattern, "<... a ...>"},
		{"an ellipsis as type argument", "A<...> B<..., C>", syntax.Pattern, "A < ... > B < ... , C >"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, token := range Scan(test.source, 0, len(test.source), test.mode, Dialect{Literal: quotes}) {
				if text := test.source[token.Start:token.End]; text != token.Text {
					t.Errorf("%q stands at the place of %q", text, token.Text)
				}
				got = append(got, token.Text)
			}
			if diff := cmp.Diff(test.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("tokens (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name, source string
		want         []int32
	}{
		{"pairs", "([])", []int32{3, 2, 0, 0}},
		{"an unclosed bracket ends where the outer one closes", "{(}", []int32{2, ^int32(2), 0}},
		{"a stray bracket closes nothing beyond a curly one", "({)})", []int32{4, 3, 0, 0, 0}},
		{"an unclosed bracket ends with the file", "(a", []int32{^int32(2), 0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tokens := Scan(test.source, 0, len(test.source), syntax.Code, Dialect{Literal: quotes})
			if diff := cmp.Diff(test.want, match(tokens)); diff != "" {
				t.Errorf("matches (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnescape(t *testing.T) {
	tests := []struct {
		name, source, want string
		octal              bool
	}{
		{"single letters", `a\n\t\\\"\0`, "a\n\t\\\"\x00", false},
		{"code units", `\u0041\x42\U00000043`, "ABC", false},
		{"a surrogate pair", `\uD83D\uDE00`, "\U0001F600", false},
		{"half a pair", `\uD83D`, "\uFFFD", false},
		{"several u", `\uuu0041`, "A", true},
		{"octal", `\101\60\777`, "A0?7", true},
		{"a line continuation", "a\\\nb", "ab", true},
		{"what is no escape stays", `\u00\`, `\u00\`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Unescape(test.source, test.octal); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestTrimIndent(t *testing.T) {
	tests := []struct {
		name, body, want string
		keepLast         bool
	}{
		{"the common indent goes", "\n  a\n    b\n  ", "a\n  b", false},
		{"the closing line counts", "\n    a\n  ", "  a", false},
		{"empty lines do not count", "\n  a\n\n  b\n  ", "a\n\nb", false},
		{"the last line break may stay", "\n  a\n  ", "a\n", true},
		{"text before the closing delimiter", "\r\n  a\r\n  b", "a\nb", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := TrimIndent(test.body, test.keepLast); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
