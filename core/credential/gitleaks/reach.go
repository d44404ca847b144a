package gitleaks

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// maxReach is the longest match for which windows round key words are worth it.
const maxReach = 64 << 10

// reach returns how far a match can reach from a key word in it, in bytes, and
// 0 when it can reach anywhere: when a match need not hold a key word, or when
// its length or an anchor at the text's ends leaves that open. Of the letters
// that fold to ASCII ones, "ſ" and the Kelvin sign, it knows nothing.
func reach(expression string, keywords []string) int {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil || len(keywords) == 0 {
		return 0
	}
	parsed = parsed.Simplify()
	n := longest(parsed)
	if n < 0 || n > maxReach || anchored(parsed) || !holds(parsed, keywords) {
		return 0
	}
	return n + 8 // what stands beside a match counts too, for \b and line ends
}

// longest is the length of the longest match in bytes, or -1 without a bound.
func longest(e *syntax.Regexp) int {
	switch e.Op {
	case syntax.OpLiteral:
		return 4 * len(e.Rune) // a folded letter may be a longer one
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 4
	case syntax.OpStar, syntax.OpPlus:
		return -1
	case syntax.OpQuest, syntax.OpCapture:
		return longest(e.Sub[0])
	case syntax.OpRepeat:
		if n := longest(e.Sub[0]); n >= 0 && e.Max >= 0 {
			return min(n*e.Max, maxReach+1)
		}
		return -1
	case syntax.OpConcat, syntax.OpAlternate:
		total := 0
		for _, sub := range e.Sub {
			n := longest(sub)
			switch {
			case n < 0:
				return -1
			case e.Op == syntax.OpConcat:
				total = min(total+n, maxReach+1)
			default:
				total = max(total, n)
			}
		}
		return total
	default: // empty matches and assertions
		return 0
	}
}

// anchored says whether a match depends on where the text begins or ends.
func anchored(e *syntax.Regexp) bool {
	return e.Op == syntax.OpBeginText || e.Op == syntax.OpEndText || slices.ContainsFunc(e.Sub, anchored)
}

// holds says whether every match has a key word in it, in any case.
func holds(e *syntax.Regexp, keywords []string) bool {
	switch e.Op {
	case syntax.OpLiteral:
		low := strings.ToLower(string(e.Rune))
		return slices.ContainsFunc(keywords, func(k string) bool { return strings.Contains(low, k) })
	case syntax.OpCapture, syntax.OpPlus:
		return holds(e.Sub[0], keywords)
	case syntax.OpRepeat:
		return e.Min > 0 && holds(e.Sub[0], keywords)
	case syntax.OpConcat:
		return slices.ContainsFunc(e.Sub, func(sub *syntax.Regexp) bool { return holds(sub, keywords) })
	case syntax.OpAlternate:
		return !slices.ContainsFunc(e.Sub, func(sub *syntax.Regexp) bool { return !holds(sub, keywords) })
	default:
		return false
	}
}
