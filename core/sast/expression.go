package sast

import (
	"bytes"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"
)

// expression is a regular expression of a rule. What the standard library
// cannot read (look-around, back-references) runs on a backtracking engine, on
// bounded input.
type expression struct {
	text  string          // as a rule states it, and what stands in front
	fast  *regexp.Regexp  // nil for an expression that needs to backtrack
	slow  *regexp2.Regexp // nil for every other
	needs []string        // lower-cased; a text that matches holds one of these; nil when nothing is known
	names []string        // of the groups, "" for those without
	run   byteRun         // that every match has
	reach int             // lines that a match can go on over; see windows
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
	e := &expression{text: prefix + text}
	widened := e.text
	fast, err := regexp.Compile(e.text)
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
		e.needs, e.run, e.reach = needs(parsed.Simplify()), runOf(parsed), reachOf(parsed)
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
	if exact := exacts(re); exact != nil {
		return exact
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needs(re.Sub[0])
		}
	case syntax.OpConcat:
		return needsOfParts(re.Sub)
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

// needsOfParts takes the best part of a concatenation; neighbours that are
// known to the letter count as one.
func needsOfParts(parts []*syntax.Regexp) (best []string) {
	var run []string
	better := func(found []string) {
		if shortest(found) > shortest(best) {
			best = found
		}
	}
	for _, sub := range parts {
		exact := exacts(sub)
		if joined := product(run, exact); exact != nil && joined != nil {
			run = joined
			continue
		}
		better(run)
		run = exact
		if exact == nil {
			better(needs(sub))
		}
	}
	better(run)
	return best
}

// exacts lists every text that an expression matches, lower-cased; nil when
// there are too many.
func exacts(re *syntax.Regexp) (all []string) {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{string(lowered([]byte(string(re.Rune))))}
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText:
		return []string{""}
	case syntax.OpCapture:
		return exacts(re.Sub[0])
	case syntax.OpCharClass:
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if all = append(all, string(lowered([]byte(string(r))))); len(all) > maxClass {
					return nil
				}
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			found := exacts(sub)
			if found == nil || len(all)+len(found) > maxNeeds {
				return nil
			}
			all = append(all, found...)
		}
	case syntax.OpConcat:
		all = []string{""}
		for _, sub := range re.Sub {
			if all = product(all, exacts(sub)); all == nil {
				return nil
			}
		}
	}
	return all
}

// maxClass is how many characters a class may have to be written out.
const maxClass = 4

// product joins every text of a with every one of b; no text at all stands for
// nothing in front.
func product(a, b []string) []string {
	switch {
	case len(a)*len(b) > maxNeeds || len(b) == 0:
		return nil
	case len(a) == 0:
		return b
	}
	var all []string
	for _, x := range a {
		for _, y := range b {
			all = append(all, x+y)
		}
	}
	return all
}

// lowered is a text in which everything that folds to the same letters is the
// same; the long s folds to s but does not lower to it.
func lowered(text []byte) []byte {
	text = bytes.ToLower(text)
	if bytes.Contains(text, []byte("ſ")) {
		text = bytes.ReplaceAll(text, []byte("ſ"), []byte("s"))
	}
	return text
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
	if !e.run.isIn(text) {
		return nil, true
	}
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
	if !e.mayMatch(text) {
		return nil, true
	}
	if e.fast != nil {
		return e.fast.FindStringSubmatchIndex(text), true
	}
	found, complete := e.find([]byte(text), 1)
	if len(found) == 0 {
		return nil, complete
	}
	return found[0], complete
}

// mayMatch says quickly whether a short text has a literal that every match has.
func (e *expression) mayMatch(text string) bool {
	var room [shortText]byte
	if len(text) > len(room) || len(e.needs) == 0 {
		return true
	}
	low := room[:0]
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= utf8.RuneSelf:
			return true // it may fold to another length
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		low = append(low, c)
	}
	return slices.ContainsFunc(e.needs, func(literal string) bool { return bytes.Contains(low, []byte(literal)) })
}

// shortText is how many bytes of a text are worth a look before an expression.
const shortText = 256
