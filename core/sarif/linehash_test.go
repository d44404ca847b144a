package sarif

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// naive computes the same hashes from the definition, with big integers and
// without a window that rolls.
func naive(content string) []string {
	content = strings.ReplaceAll(content, "\r\n", "\n")
	content = strings.ReplaceAll(content, "\r", "\n")
	var units []uint16
	starts := []int{0}
	for _, u := range utf16.Encode([]rune(content)) {
		if u == ' ' || u == '\t' {
			continue
		}
		if units = append(units, u); u == '\n' {
			starts = append(starts, len(units))
		}
	}
	units = append(append(units, ending), make([]uint16, window)...)
	seen := map[string]int{}
	var hashes []string
	for _, s := range starts {
		sum := new(big.Int)
		for _, u := range units[s : s+window] {
			sum.Add(sum.Mul(sum, big.NewInt(factor)), big.NewInt(int64(u)))
		}
		hex := sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 64)).Text(16)
		seen[hex]++
		hashes = append(hashes, fmt.Sprintf("%s:%d", hex, seen[hex]))
	}
	return hashes
}

func TestLineHashesAreThoseOfTheDefinition(t *testing.T) {
	for _, c := range []struct{ name, content string }{
		{"an empty file has one line", ""},
		{"a last line without an ending counts", "one\ntwo"},
		{"a last ending starts a line", "one\ntwo\n"},
		{"blank lines count", "\n\n\na\n\n"},
		{"CRLF, CR and LF are the same", "a\r\nb\rc\nd\r\r\ne"},
		{"blanks do not count", " \ta\t b \n\t\n  c"},
		{"equal lines are numbered", strings.Repeat("the same line over and over\n", 12)},
		{"a line may be longer than the window", strings.Repeat("x", 300) + "\n" + strings.Repeat("y", 99) + "\nz"},
		{"characters beyond the basic plane are two units", "𝒳 = \"😀\"\n// end 😀😀\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(naive(c.content), lineHashes([]byte(c.content))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func FuzzLineHashesHaveOneForEachLine(f *testing.F) {
	for _, seed := range []string{"", "a\r\nb", "\xff\n\xfe", "\r\r\n\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content string) {
		plain := strings.ReplaceAll(strings.ReplaceAll(content, "\r\n", "\n"), "\r", "\n")
		if got, want := len(lineHashes([]byte(content))), 1+strings.Count(plain, "\n"); got != want {
			t.Errorf("%d hashes for %d lines", got, want)
		}
	})
}
