package logline

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"ordinary text stays", "a # b ## c :: d [x]", "a # b ## c :: d [x]"},
		{"a marker of GitHub is broken anywhere", "a ##[set-output]x", "a ## [set-output]x"},
		{"a marker behind a number sign is broken", "###[error]", "### [error]"},
		{"a marker of Azure is broken anywhere", "a ##vso[task.complete]", "a ## vso[task.complete]"},
		{"a marker of Azure is broken in any case", "##VsO[task.complete]", "## VsO[task.complete]"},
		{"a command at the start is broken", "  ::error::x", ": :error::x"},
		{"a line break cannot start a command", "a\n::error::x", "a ::error::x"},
		{"a zero-width character cannot hide a marker", "##\u200bvso[task.complete]", `##\u200bvso[task.complete]`},
		{"an escape sequence is written out", "\x1b[31mred", `\x1b[31mred`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Text(tt.in); got != tt.want {
				t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLineKeepsSpaces(t *testing.T) {
	for in, want := range map[string]string{
		"    a   b":            "    a   b",
		"  ::error::x":         "  : :error::x",
		"\u00a0::error::x":     "\u00a0: :error::x",
		"  a\n::error::x ##[b": `  a\n::error::x ## [b`,
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTextHoldsNoMarker(f *testing.F) {
	for _, seed := range []string{"##[", "###[[", "##vso[", "####vso[##[", " ::x::", ":::x", "#\u200b#[", "\xff##[", "#\t#["} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got := Text(in)
		if line := Line(in); strings.Contains(line, section) || strings.HasPrefix(strings.TrimSpace(line), start) {
			t.Errorf("Line(%q) = %q still holds a marker", in, line)
		}
		lower := strings.ToLower(got)
		if strings.Contains(lower, section) || strings.Contains(lower, command) || strings.HasPrefix(strings.TrimSpace(got), start) {
			t.Errorf("Text(%q) = %q still holds a marker", in, got)
		}
		if strings.ContainsAny(got, "\r\n\x1b") || !utf8.ValidString(got) {
			t.Errorf("Text(%q) = %q is not one clean line", in, got)
		}
		if again := Text(got); again != got {
			t.Errorf("Text is not stable: %q becomes %q", got, again)
		}
	})
}
