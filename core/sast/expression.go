package sast

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// expression is a regular expression of a rule. What the standard library
// cannot read (look-around, back-references) runs on a backtracking engine, on
// bounded input.
type expression struct {
	fast  *regexp.Regexp  // nil for an expression that needs to backtrack
	slow  *regexp2.Regexp // nil for every other
	needs []string        // lower-cased; a text that matches holds one of these; nil when nothing is known
	names []string        // of the groups, "" for those without
}

// Bounds for the backtracking engine. Its own steps cannot be counted, so a
// clock stands behind them; what it stops is a gap, never a result.
const (
	maxSlowText = 1 << 20 // bytes
	maxSlowTime = 5 * time.Second
	maxNeeds    = 32 // literals, one of which must occur
)

// newExpression compiles an expression as PCRE has it. prefix stands in front of it.
func newExpression(prefix, text string) (*expression, error) {
	e := &expression{}
	widened := prefix + text
	fast, err := regexp.Compile(prefix + text)
	if err == nil {
		e.fast, e.names = fast, fast.SubexpNames()
	} else {
		if e.slow, err = regexp2.Compile(prefix+dotNet(text), regexp2.None); err != nil {
			return nil, fmt.Errorf("regular expression %q is none that this version reads: %w", bounded(text, maxQuote), err)
		}
		e.slow.MatchTimeout = maxSlowTime
		e.names = slowNames(e.slow)
		widened = withoutLookAround(text)
	}
	if parsed, err := syntax.Parse(widened, syntax.Perl); err == nil {
		e.needs = needs(parsed.Simplify())
	}
	return e, nil
}

// slowNames lists group names by number; .NET calls groups without a name by it.
func slowNames(re *regexp2.Regexp) []string {
	var names []string
	for i, name := range re.GetGroupNames() {
		if name == fmt.Sprint(i) {
			name = ""
		}
		names = append(names, name)
	}
	return names
}

// dotNet writes what PCRE spells differently from .NET.
func dotNet(text string) string {
	return strings.NewReplacer(`\\`, `\\`, `(?P<`, `(?<`, `\h`, `[ \t]`).Replace(text)
}

// withoutLookAround drops conditions on the surroundings and widens
// back-references, so that what is left matches at least as much.
func withoutLookAround(text string) string {
	var out strings.Builder
	class := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			if d := text[i+1]; !class && d >= '1' && d <= '9' {
				out.WriteString(`[\s\S]*`)
			} else {
				out.WriteString(text[i : i+2])
			}
			i++
			continue
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '(' && !class && isLookAround(text[i:]):
			i = groupEnd(text, i)
			continue
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

func isLookAround(text string) bool {
	for _, opening := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		if strings.HasPrefix(text, opening) {
			return true
		}
	}
	return false
}

// groupEnd is the index of the bracket that closes the group at start.
func groupEnd(text string, start int) int {
	depth, class := 0, false
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case class:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

// needs returns literals, lower-cased, one of which is in every text that the
// expression matches; nil when it cannot tell.
func needs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		text := strings.ToLower(string(re.Rune))
		if strings.ContainsAny(text, "ks") && re.Flags&syntax.FoldCase != 0 {
			// The long s and the Kelvin sign fold to these but do not lower to them.
			return longest(strings.FieldsFunc(text, func(r rune) bool { return r == 'k' || r == 's' }))
		}
		return []string{text}
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if found := needs(sub); shortest(found) > shortest(best) {
				best = found
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			found := needs(sub)
			if found == nil || len(all)+len(found) > maxNeeds {
				return nil
			}
			all = append(all, found...)
		}
		return all
	}
	return nil
}

func longest(texts []string) []string {
	best := ""
	for _, t := range texts {
		if len(t) > len(best) {
			best = t
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

func shortest(texts []string) int {
	if len(texts) == 0 {
		return 0
	}
	least := len(texts[0])
	for _, t := range texts {
		least = min(least, len(t))
	}
	return least
}

// find returns up to most matches as pairs of byte offsets, groups included.
// complete is false when the engine was stopped.
func (e *expression) find(text []byte, most int) (found [][]int, complete bool) {
	if e.fast != nil {
		return e.fast.FindAllSubmatchIndex(text, most), true
	}
	if len(text) > maxSlowText {
		return nil, false
	}
	runes, offsets := decodeRunes(text)
	m, err := e.slow.FindRunesMatch(runes)
	for ; m != nil && err == nil && len(found) < most; m, err = e.slow.FindNextMatch(m) {
		found = append(found, groupOffsets(m, offsets))
	}
	return found, err == nil
}

func groupOffsets(m *regexp2.Match, offsets []int) []int {
	var at []int
	for _, g := range m.Groups() {
		if len(g.Captures) == 0 {
			at = append(at, -1, -1)
			continue
		}
		at = append(at, offsets[g.Index], offsets[g.Index+g.Length])
	}
	return at
}

// decodeRunes returns the text's characters and the byte offset of each, the
// end included.
func decodeRunes(text []byte) (runes []rune, offsets []int) {
	runes, offsets = make([]rune, 0, len(text)), make([]int, 0, len(text)+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		runes, offsets = append(runes, r), append(offsets, i)
		i += size
	}
	return runes, append(offsets, len(text))
}

// match says whether the text matches, and where its groups are.
func (e *expression) match(text string) (groups []int, complete bool) {
	if e.fast != nil {
		return e.fast.FindStringSubmatchIndex(text), true
	}
	found, complete := e.find([]byte(text), 1)
	if len(found) == 0 {
		return nil, complete
	}
	return found[0], complete
}
